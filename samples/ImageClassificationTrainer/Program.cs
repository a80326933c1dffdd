// Trains the same photos twice: with Microsoft.ML.Vision's ImageClassificationTrainer (TensorFlow; a classifier on the frozen ResNet50 v2 that it downloads), and with this library
// (its own engine; a classifier on the frozen base of your weights). Prints accuracy on the same held-out photos, and the seconds that training and evaluation took.
//
//   dotnet run -c Release --project samples/ImageClassificationTrainer -- PHOTOS WEIGHTS
//
// PHOTOS holds one folder per class, e.g. cats and dogs; `./build.sh --target=PrepareCatsAndDogs` makes such a folder.
// WEIGHTS is Keras's mobilenet_7_5_224_tf.h5.
using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Vision;
using MlNetCnn;
using MlNetCnn.Keras;

if (args.Length != 2) throw new ArgumentException("Two arguments are needed: a folder of class folders, and mobilenet_7_5_224_tf.h5.");
var (photos, weights) = (args[0], args[1]);

var ml = new MLContext(seed: 42);
var keys = ml.Transforms.Conversion.MapValueToKey("Label");
var files = ml.Cnn.ImagesFromDirectory(photos);
var data = ml.Data.TrainTestSplit(keys.Fit(files).Transform(files), testFraction: 0.2);

// What ML.NET brings: the files' bytes go to TensorFlow, which decodes, resizes and preprocesses them.
var vision = ml.Transforms.LoadRawImageBytes("Image", imageFolder: null, "ImagePath")
    .Append(ml.MulticlassClassification.Trainers.ImageClassification(new ImageClassificationTrainer.Options
    {
        FeatureColumnName = "Image",
        LabelColumnName = "Label",
        Arch = ImageClassificationTrainer.Architecture.ResnetV250,
        Epoch = 30,
        BatchSize = 20,
        // All training photos train, for all epochs: by itself it would hold a tenth back, to stop early by them.
        ValidationSetFraction = null,
        EarlyStoppingCriteria = null,
        TestOnTrainSet = false,
    }));

// The same with this library, whose network, photos, optimizer and head are yours to choose.
var convBase = Applications.MobileNet(includeTop: false, [224, 224, 3], alpha: 0.75, weights: weights, pooling: FeaturePooling.Average);
var cnn = ml.Cnn.LoadImages("Image", "ImagePath", height: 224, width: 224)
    .Append(ml.Cnn.PreprocessInput("Image", Preprocessing.Tf))
    .Append(ml.Cnn.ExtractFeatures("Features", "Image", convBase))
    .AppendCacheCheckpoint(ml)
    .Append(ml.Cnn.Trainers.Dense(new() { HiddenUnits = [256], Dropout = 0.5f, Epochs = 30, BatchSize = 20 }));

Report("ImageClassificationTrainer (TensorFlow, ResNet50 v2)", vision);
Report("MlNetCnn (managed engine, MobileNet 0.75)", cnn);

void Report(string name, IEstimator<ITransformer> pipeline)
{
    var clock = Stopwatch.StartNew();
    var model = pipeline.Fit(data.TrainSet);
    var trained = clock.Elapsed;
    var metrics = ml.MulticlassClassification.Evaluate(model.Transform(data.TestSet));
    Console.WriteLine($"{name}: test accuracy {metrics.MicroAccuracy:0.000}, log-loss {metrics.LogLoss:0.000}; trained in {trained.TotalSeconds:0.0} s, evaluated in {(clock.Elapsed - trained).TotalSeconds:0.0} s");
    (model as IDisposable)?.Dispose();
}
