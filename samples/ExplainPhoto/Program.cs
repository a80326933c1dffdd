// Shows why a trained classifier said what it said about a photo: where the network found what speaks for its answer (Grad-CAM), laid over the photo.
//
//   dotnet run -c Release --project samples/ExplainPhoto -- MODEL PHOTO PICTURE
//
// MODEL is a zip of samples/CatsVsDogs or samples/FineTuning, or of any pipeline that reads the column ImagePath; PHOTO is a JPEG or PNG; PICTURE is the PNG that is made.
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn;
using MlNetCnn.Imaging;

if (args.Length != 3) throw new ArgumentException("Three arguments are needed: a model zip, a photo, and the path of the PNG to be made.");
var (zip, path, picture) = (args[0], args[1], args[2]);

var ml = new MLContext();
var photo = ml.Data.LoadFromEnumerable([new Photo { ImagePath = path }]);

// <explain>
var model = ml.Cnn.LoadModel(zip);
var scored = model.Transform(photo);

var explanation = ml.Cnn.GradCam(model, new GradCamOptions { ClassColumnName = "Class", ScoreColumnName = "ClassScore" })
    .Append(ml.Transforms.Conversion.MapKeyToValue("ClassName", "Class"))
    .Append(ml.Cnn.LoadImages(new LoadImagesOptions { OutputColumnName = "Photo" }))
    .Append(ml.Cnn.OverlayHeatmap("Overlay", "Photo"));
var explained = explanation.Fit(scored).Transform(scored);

ImageFile.SavePng(explained.GetImages("Overlay").Single(), picture);
// </explain>

Console.WriteLine($"{Path.GetFileName(path)}: {explained.GetColumn<string>("ClassName").Single()} ({explained.GetColumn<float>("ClassScore").Single():0.000}); see {picture}");

internal sealed class Photo
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";
}
