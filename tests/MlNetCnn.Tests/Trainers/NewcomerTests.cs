using Microsoft.ML;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tests.Trainers;

/// <summary>The first program of someone who has read chapter 5 of the Keras book and knows ML.NET.</summary>
public sealed class NewcomerTests
{
    [Fact]
    public void The_books_small_convnet_in_ML_NET()
    {
        using var pictures = new SamplePictures(perClass: 10);
        using var folder = new TempFolder();
        var stop = new StopAtAccuracy(0.99);

        var ml = new MLContext(seed: 1);
        var model = new Sequential(inputShape: [40, 40, 3])
        {
            new Conv2D(8, 3, activation: "relu"),
            new MaxPooling2D(),
            new Conv2D(16, 3, activation: "relu"),
            new MaxPooling2D(),
            new Flatten(),
            new Dropout(0.5),
            new Dense(32, "relu"),
            new Dense(1, "sigmoid"),
        };
        model.InitializeWeights(seed: 1);
        var data = ml.Cnn.ImagesFromDirectory(pictures.Path, new ImagesFromDirectoryOptions { LabelMode = LabelMode.Binary });
        var pipeline = ml.Cnn.LoadImages("Image", "ImagePath", height: 40, width: 40).Append(ml.Cnn.Trainers.ConvNet(model, new ConvNetOptions
        {
            Rescale = 1f / 255,
            Augmentation = new ImageAugmentation { RotationRange = 40, WidthShiftRange = 0.2, HeightShiftRange = 0.2, ShearRange = 0.2, ZoomRange = 0.2, HorizontalFlip = true },
            Optimizer = new RmsProp(1e-3),
            Epochs = 30,
            BatchSize = 4,
            ValidationFraction = 0.2,
            Callbacks = [stop, new EarlyStopping(patience: 10, restoreBestWeights: true), new ModelCheckpoint(folder.File("best.keras"), saveBestOnly: true)],
        }));
        var fitted = pipeline.Fit(data);
        var metrics = ml.BinaryClassification.Evaluate(fitted.Transform(data));
        ml.Cnn.SaveModel(fitted, data.Schema, folder.File("model.zip"));

        Assert.True(metrics.Accuracy > 0.9, $"accuracy {metrics.Accuracy}");
        Assert.InRange(fitted.LastTransformer.History.Count, 1, 30);
        Assert.Equal(model.CountParams(), Model.Load(folder.File("best.keras")).CountParams());
        Assert.Equal(fitted.LastTransformer.Model.Weights.Count, ConvNetTransformer.Find(ml.Cnn.LoadModel(folder.File("model.zip"))).Model.Weights.Count);
    }

    private sealed class StopAtAccuracy(double target) : Callback
    {
        protected override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
        {
            if (logs["val_accuracy"] >= target) fit.StopTraining = true;
        }
    }
}
