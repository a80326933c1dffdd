// Trains a classifier of photos on the features of a pre-trained network, evaluates it, saves it, loads it and asks it.
//
//   dotnet run -c Release --project samples/CatsVsDogs -- PHOTOS WEIGHTS
//
// PHOTOS holds one folder per class, e.g. cats and dogs; `./build.sh --target=PrepareCatsAndDogs` makes such a folder.
// WEIGHTS is Keras's mobilenet_7_5_224_tf.h5.
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetCnn;
using MlNetCnn.Keras;

if (args.Length != 2) throw new ArgumentException("Two arguments are needed: a folder of class folders, and mobilenet_7_5_224_tf.h5.");
var (photos, weights) = (args[0], args[1]);

var ml = new MLContext(seed: 42);
ml.Log += (_, e) => { if (e.Kind == ChannelMessageKind.Info) Console.WriteLine(e.RawMessage); };

// <readme>
var data = ml.Data.TrainTestSplit(ml.Cnn.ImagesFromDirectory(photos), testFraction: 0.2);
var convBase = Applications.MobileNet(includeTop: false, [224, 224, 3], alpha: 0.75, weights: weights, pooling: FeaturePooling.Average);

var pipeline = ml.Cnn.LoadImages("Image", "ImagePath", height: 224, width: 224)
    .Append(ml.Cnn.PreprocessInput("Image", Preprocessing.Tf))
    .Append(ml.Cnn.ExtractFeatures("Features", "Image", convBase))
    .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
    .Append(ml.Cnn.Trainers.Dense(new() { HiddenUnits = [256], Dropout = 0.5f, Epochs = 30, BatchSize = 20 }))
    .Append(ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));

var model = pipeline.Fit(data.TrainSet);
Console.WriteLine($"test accuracy {ml.MulticlassClassification.Evaluate(model.Transform(data.TestSet)).MicroAccuracy:0.000}");
ml.Cnn.SaveModel(model, data.TrainSet.Schema, "cats-vs-dogs.zip");
// </readme>

var loaded = new MLContext().Cnn.LoadModel("cats-vs-dogs.zip");
using var engine = ml.Model.CreatePredictionEngine<Photo, Prediction>(loaded);
foreach (var photo in ml.Data.CreateEnumerable<Photo>(data.TestSet, reuseRowObject: false).Take(5))
{
    var prediction = engine.Predict(photo);
    Console.WriteLine($"{Path.GetFileName(photo.ImagePath)}: {prediction.Answer} ({prediction.Score.Max():0.000})");
}

internal sealed class Photo
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";
}

internal sealed class Prediction
{
    public string Answer { get; set; } = "";

    public float[] Score { get; set; } = [];
}
