using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Tests.Documents;

/// <summary>The code of docs/training.md, as it compiles and runs: every C# block there stands in this file or in a sample, line by line (held by the architecture tests).</summary>
public sealed class TrainingDocument
{
    [Fact]
    public void The_first_convnet_is_trained_evaluated_and_saved_and_goes_on_from_its_zip()
    {
        using var pictures = new SamplePictures(perClass: 14, height: 60, width: 60);
        var (photos, zip) = (pictures.Path, pictures.File("model.zip"));

        var ml = new MLContext(seed: 42);
        var data = ml.Data.TrainTestSplit(ml.Cnn.ImagesFromDirectory(photos), testFraction: 0.2);

        var model = new Sequential([150, 150, 3])
        {
            new Conv2D(32, 3, activation: "relu"), new MaxPooling2D(),
            new Conv2D(64, 3, activation: "relu"), new MaxPooling2D(),
            new Conv2D(128, 3, activation: "relu"), new MaxPooling2D(),
            new Conv2D(128, 3, activation: "relu"), new MaxPooling2D(),
            new Flatten(), new Dense(512, "relu"), new Dense(2, "softmax"),
        };
        model.InitializeWeights(seed: 42);

        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Cnn.LoadImages("Image", "ImagePath", height: 150, width: 150))
            .Append(ml.Cnn.Trainers.ConvNet(model, new ConvNetOptions { Rescale = 1f / 255, Epochs = 5, ValidationFraction = 0.2 }))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));

        var fitted = pipeline.Fit(data.TrainSet);
        Console.WriteLine($"test accuracy {ml.MulticlassClassification.Evaluate(fitted.Transform(data.TestSet)).MicroAccuracy:0.000}");
        ml.Cnn.SaveModel(fitted, data.TrainSet.Schema, zip);

        var convnet = ConvNetTransformer.Find(fitted);
        Assert.Equal(5, convnet.History.Count);
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], convnet.History.Names);

        var (csv, json) = (pictures.File("history.csv"), pictures.File("history.json"));
        var history = ConvNetTransformer.Find(fitted).History;
        Console.WriteLine($"best validation accuracy {history["val_accuracy"].Max():0.000}, lowest validation loss in epoch {history.BestEpoch + 1}");
        history.WriteCsv(csv);
        history.WriteJson(json);
        Assert.Equal(history["loss"], History.ReadJson(json)["loss"]);

        var earlier = ConvNetTransformer.Find(ml.Cnn.LoadModel(zip));
        var longer = ml.Cnn.Trainers.ConvNet(earlier, new ConvNetOptions { Epochs = 2, Optimizer = new RmsProp(1e-5) });
        using var goneOn = longer.Fit(Prepared(ml, data.TrainSet));
        Assert.Equal(2, goneOn.History.Count);
        Assert.Equal(earlier.ClassNames, goneOn.ClassNames);
    }

    [Fact]
    public void Augmentation_is_an_option_and_can_be_looked_at()
    {
        using var pictures = new SamplePictures();
        var (ml, model) = (new MLContext(seed: 42), SmallNets.Base(head: true));

        var trainer = ml.Cnn.Trainers.ConvNet(model, new ConvNetOptions
        {
            Rescale = 1f / 255,
            Augmentation = new ImageAugmentation { RotationRange = 40, WidthShiftRange = 0.2, HeightShiftRange = 0.2, ShearRange = 0.2, ZoomRange = 0.2, HorizontalFlip = true },
            ValidationFraction = 0.2,
            Epochs = 100,
        });

        // What is written out is the book's.
        Assert.Equal(ImageAugmentation.Book, trainer.Options.Augmentation);

        var files = ml.Cnn.ImagesFromDirectory(pictures.Path);
        var varied = ml.Cnn.LoadImages("Image", "ImagePath").Append(ml.Cnn.AugmentImages("Image", seed: 1)).Fit(files).Transform(files);

        Assert.Equal(12, varied.GetColumn<string>("ImagePath").Count());
    }

    [Fact]
    public void A_frozen_base_and_fine_tuning_are_options()
    {
        var (ml, weights) = (new MLContext(seed: 42), (string?)null);

        var convBase = Applications.MobileNet(includeTop: false, [224, 224, 3], alpha: 0.75, weights: weights);
        var frozen = ml.Cnn.Trainers.ConvNet(convBase, new ConvNetOptions
        {
            Preprocessing = Preprocessing.Tf,
            Head = new ClassifierHead { Pooling = FeaturePooling.Average, HiddenUnits = [256], Dropout = 0.5f },
            FreezeBase = true,
        });

        var discriminative = frozen.Options with
        {
            FreezeBase = false,
            UnfreezeFrom = "conv_dw_10",
            Optimizer = new RmsProp(1e-5),
            LearningRateMultipliers = new Dictionary<string, double> { ["conv_pw_10"] = 0.25, ["conv_pw_11"] = 0.5, ["head_dense_1"] = 10, ["predictions"] = 10 },
        };

        Assert.Equal("conv_dw_10", ml.Cnn.Trainers.ConvNet(convBase, discriminative).Options.UnfreezeFrom);

        convBase.Unfreeze(from: "conv_dw_12");
        Console.WriteLine(convBase.Summary());

        // The layers that the document names are there, and those before the first are frozen.
        foreach (var name in new[] { "conv_dw_10", "conv_pw_10", "conv_pw_11" }) Assert.False(convBase.GetLayer(name).Trainable);
        Assert.True(convBase.GetLayer("conv_dw_12").Trainable);
    }

    [Fact]
    public void Tasks_follow_from_the_label()
    {
        using var pictures = new SamplePictures();
        var (ml, photos) = (new MLContext(seed: 42), pictures.Path);

        var data = ml.Cnn.ImagesFromDirectory(photos, new() { LabelMode = LabelMode.Binary });
        Assert.Equal(6, data.GetColumn<bool>("Label").Count(l => l));

        var tags = new[] { "indoors", "people", "night" };
        var tagged = ml.Data.LoadFromEnumerable(Directory.EnumerateFiles(photos, "*.png", SearchOption.AllDirectories).Order().Select((p, i) => new TaggedPhoto { ImagePath = p, Label = [i % 2, i / 2 % 2, i / 4 % 2] }).ToArray());
        var net = new Sequential([16, 16, 3]) { new Conv2D(4, 3), new GlobalAveragePooling2D(), new Dense(tags.Length, "sigmoid") };
        var options = new ConvNetOptions { Epochs = 1, Metrics = [new BinaryAccuracy(name: "accuracy"), new Auc(multiLabel: true)] };
        var input = ml.Cnn.LoadImages("Image", "ImagePath", height: 16, width: 16).Fit(tagged).Transform(tagged);
        using var fitted = ml.Cnn.Trainers.ConvNet(net, options).Fit(input);
        Assert.Equal(ClassificationTask.MultiLabel, fitted.Task);
        Assert.Equal(["accuracy", "auc", "loss"], fitted.History.Names);
    }

    [Fact]
    public void Callbacks_look_on_and_act_and_a_run_is_resumed()
    {
        using var pictures = new SamplePictures(perClass: 12);
        var (ml, folder) = (new MLContext(seed: 42), pictures);
        var model = new Sequential([16, 16, 3]) { new Conv2D(4, 3), new GlobalAveragePooling2D(), new Dense(2, "softmax") };
        var (best, log) = (folder.File("best.keras"), folder.File("log.csv"));

        var options = new ConvNetOptions
        {
            Rescale = 1f / 255,
            ValidationFraction = 0.2,
            Epochs = 12,
            Callbacks =
            [
                new EarlyStopping(monitor: "val_loss", patience: 5, restoreBestWeights: true),
                new ModelCheckpoint(best, monitor: "val_loss", saveBestOnly: true),
                new ReduceLROnPlateau(monitor: "val_loss", factor: 0.5, patience: 3),
                new CsvLogger(log),
            ],
        };

        using var fitted = ml.Cnn.Trainers.ConvNet(model, options).Fit(Prepared(ml, ml.Cnn.ImagesFromDirectory(pictures.Path), 16));
        Assert.True(File.Exists(best));
        Assert.Equal(fitted.History.Count + 1, File.ReadAllLines(log).Length);

        var scheduled = options with { Callbacks = [new LearningRateScheduler(new LinearWarmup(new CosineDecay(1e-3, decaySteps: 2000), warmupSteps: 200))] };

        using var again = ml.Cnn.Trainers.ConvNet(model, scheduled with { Epochs = 2 }).Fit(Prepared(ml, ml.Cnn.ImagesFromDirectory(pictures.Path), 16));
        Assert.Contains("learning_rate", again.History.Names);

        var path = folder.File("run.backup");
        var resumable = options with { Backup = path, Seed = 42 };

        using var backed = ml.Cnn.Trainers.ConvNet(model, resumable).Fit(Prepared(ml, ml.Cnn.ImagesFromDirectory(pictures.Path), 16));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_learning_rate_is_looked_for()
    {
        var random = new RandomStream(3, "numbers");
        var (pixels, labels) = (new float[40 * 8 * 8 * 3], new float[40]);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = i % 2;
            foreach (ref var x in pixels.AsSpan(i * 192, 192)) x = (float)random.NextDouble() * 0.5f + labels[i] * 0.5f;
        }

        var model = new Sequential([8, 8, 3]) { new Conv2D(4, 3, activation: "relu"), new Flatten(), new Dense(1, "sigmoid") };

        var examples = new ArrayBatchSource([8, 8, 3], pixels, labels);
        using var executable = new ManagedEngine().Compile(model, new CompileOptions
        {
            Training = new TrainingOptions { Optimizer = new RmsProp(), Loss = new MlNetCnn.Compute.Losses.BinaryCrossentropy() },
        });
        var sweep = LearningRateFinder.Run(executable, examples);
        Console.WriteLine($"lowest loss at {sweep.MinimumRate:0.0e+0}; begin with {sweep.Suggested:0.0e+0}");

        Assert.InRange(sweep.Suggested, 1e-7, 10);

        var history = Trainer.Fit(executable, examples, options: new FitOptions { Epochs = 3, Metrics = [new BinaryAccuracy(name: "accuracy"), new Auc()] });
        Assert.Equal(["accuracy", "auc", "loss"], history.Names);
    }

    private static IDataView Prepared(MLContext ml, IDataView files, int size = 150) => ml.Transforms.Conversion.MapValueToKey("Label")
        .Append(ml.Cnn.LoadImages("Image", "ImagePath", height: size, width: size)).Fit(files).Transform(files);

    internal sealed class TaggedPhoto
    {
        public string ImagePath { get; set; } = "";

        [VectorType(3)]
        public float[] Label { get; set; } = [];
    }
}
