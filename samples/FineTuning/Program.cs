// Fine-tunes a pre-trained network on photos: first a new classifier over the frozen base, then the base's last layers with it. The photos are varied anew in every epoch,
// training stops when it no longer helps, and a run that was interrupted goes on when the program is started again.
//
//   dotnet run -c Release --project samples/FineTuning -- PHOTOS WEIGHTS
//
// PHOTOS holds one folder per class, e.g. cats and dogs; `./build.sh --target=PrepareCatsAndDogs` makes such a folder.
// WEIGHTS is Keras's mobilenet_7_5_224_tf.h5.
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetCnn;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;

if (args.Length != 2) throw new ArgumentException("Two arguments are needed: a folder of class folders, and mobilenet_7_5_224_tf.h5.");
var (photos, weights) = (args[0], args[1]);

var ml = new MLContext(seed: 42);
ml.Log += (_, e) => { if (e.Kind == ChannelMessageKind.Info) Console.WriteLine(e.RawMessage); };

var files = ml.Cnn.ImagesFromDirectory(photos);
var load = ml.Transforms.Conversion.MapValueToKey("Label")
    .Append(ml.Cnn.LoadImages("Image", "ImagePath", height: 224, width: 224))
    .Fit(files);
// Two seeds: with one, the second split would draw each row's number of the first again, and take none.
var parts = ml.Data.TrainTestSplit(files, testFraction: 0.2, seed: 1);
var held = ml.Data.TrainTestSplit(parts.TrainSet, testFraction: 0.2, seed: 2);
var (train, validation, test) = (load.Transform(held.TrainSet), load.Transform(held.TestSet), load.Transform(parts.TestSet));

// <training>
var convBase = Applications.MobileNet(includeTop: false, [224, 224, 3], alpha: 0.75, weights: weights);

var trainer = ml.Cnn.Trainers.ConvNet(convBase, new ConvNetOptions
{
    Preprocessing = Preprocessing.Tf,
    Head = new ClassifierHead { Pooling = FeaturePooling.Average, HiddenUnits = [256], Dropout = 0.5f },
    Augmentation = ImageAugmentation.Book,
    ValidationSet = validation,
    Optimizer = new RmsProp(2e-5),
    Epochs = 30,
    Callbacks = [new EarlyStopping(patience: 5, restoreBestWeights: true)],
    FineTuning = new FineTuningStage
    {
        UnfreezeFrom = "conv_dw_12",
        Optimizer = new RmsProp(1e-5),
        Epochs = 30,
        Callbacks = [new EarlyStopping(patience: 5, restoreBestWeights: true), new StopAt("val_accuracy", 0.99)],
    },
    Backup = "fine-tuning.backup",
});
// </training>

using var convnet = trainer.Fit(train);
foreach (var stage in convnet.Stages) Console.WriteLine($"{stage.Name}: {stage.Epochs} epochs");
Console.WriteLine($"test accuracy {ml.MulticlassClassification.Evaluate(convnet.Transform(test)).MicroAccuracy:0.000}");
ml.Cnn.SaveModel(load.Append(convnet), files.Schema, "fine-tuned.zip");

// <callback>
/// <summary>Ends the training when a number of the epoch is good enough.</summary>
internal sealed class StopAt(string monitor, double target) : Callback
{
    protected override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
    {
        if (logs[monitor] < target) return;
        fit.Tell($"Epoch {epoch + 1}: {monitor} has reached {target}.");
        fit.StopTraining = true;
    }
}
// </callback>
