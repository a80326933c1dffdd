// Applies a model that Keras saved (.keras or .h5) to pictures, as a step of an ML.NET pipeline.
//
//   dotnet run -c Release --project samples/KerasModelInPipeline -- MODEL PICTURES
//
// MODEL takes pixels from 0 to 1 and gives a score per class; PICTURES is a folder.
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn;
using MlNetCnn.Keras;

if (args.Length != 2) throw new ArgumentException("Two arguments are needed: a .keras or .h5 model, and a folder of pictures.");
var model = Model.Load(args[0]);
Console.WriteLine(model.Summary());

var ml = new MLContext();
var pictures = ml.Cnn.ImagesFromDirectory(args[1], new() { LabelMode = LabelMode.None });
var (height, width, channels) = (model.InputShape[0], model.InputShape[1], model.InputShape[2]);
var classes = Enumerable.Range(0, model.OutputShape[0]).Select(i => $"class {i}").ToArray();

var pipeline = ml.Cnn.LoadImages(new LoadImagesOptions { Height = height, Width = width, ColorMode = channels == 1 ? ColorMode.Grayscale : ColorMode.Rgb })
    .Append(ml.Cnn.Rescale("Image", 1f / 255))
    .Append(ml.Cnn.ApplyModel("Score", "Image", model))
    .Append(ml.Cnn.DecodePredictions("Top", "Score", classes, top: 3));
var scored = pipeline.Fit(pictures).Transform(pictures);

foreach (var row in ml.Data.CreateEnumerable<Row>(scored, reuseRowObject: false))
    Console.WriteLine($"{Path.GetFileName(row.ImagePath)}: {string.Join(", ", row.Top.Zip(row.Scores, (name, score) => $"{name} {score:0.000}"))}");

internal sealed class Row
{
    public string ImagePath { get; set; } = "";

    public string[] Top { get; set; } = [];

    [ColumnName("Top.Score")]
    public float[] Scores { get; set; } = [];
}
