using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Arrays;

namespace MlNetCnn.Tool.Tests.Experiments;

public sealed class PredictTests
{
    [Fact]
    public void A_fresh_process_and_the_keras_archives_repeat_every_prediction_bit_for_bit()
    {
        using var photos = new SmallPhotos();
        Assert.Equal(0, photos.Train(new Session()));
        var (zip, keras) = (Path.Combine(photos.Output, "model.zip"), Path.Combine(photos.Output, "model.keras"));

        Assert.Equal(0, new Session().Run("predict", $"--model={zip}", $"--input={photos.Data}", $"--output={photos.File("here")}"));
        var fresh = Fresh("predict", $"--model={zip}", $"--input={photos.Data}", $"--output={photos.File("fresh")}");
        Assert.Equal(0, new Session().Run("predict", $"--model={keras}", $"--input={photos.Data}", "--threads=1", "--batch=5", $"--output={photos.File("keras")}"));

        Assert.Equal(0, fresh.ExitCode);
        Assert.DoesNotContain('\u001b', fresh.Output);
        var expected = File.ReadAllBytes(photos.File("here", "predictions.npy"));
        Assert.Equal([24, 3], NpyFile.Read(photos.File("here", "predictions.npy")).Shape);
        Assert.Equal(expected, File.ReadAllBytes(photos.File("fresh", "predictions.npy")));
        Assert.Equal(expected, File.ReadAllBytes(photos.File("keras", "predictions.npy")));
        Assert.Equal(Tops(photos.File("here")), Tops(photos.File("keras")));
        using var archive = ZipFile.OpenRead(zip);
        Assert.Equal(1, archive.Entries.Count(e => e.FullName.EndsWith("Network.keras", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_best_classes_are_named_best_first()
    {
        using var folder = new TempFolder();
        var input = KerasTensor.Input([3]);
        new Model(input, new Activation(Activations.Softmax).Call(input)).Save(folder.File("softmax.keras"));
        NpyFile.Write(folder.File("in.npy"), new NpyArray([2, 3], [1, 3, 2, 5, 5, 0]));
        File.WriteAllText(folder.File("labels.txt"), "ant\nbee\ncow\n");

        Assert.Equal(0, new Session().Run("predict", $"--model={folder.File("softmax.keras")}", $"--input={folder.File("in.npy")}", $"--classes={folder.File("labels.txt")}", "--top=2", $"--output={folder.File("out")}"));

        var rows = JsonNode.Parse(File.ReadAllText(folder.File("out", "predictions.json")))!["predictions"]!.AsArray();
        Assert.Equal(["bee 1", "cow 2"], rows[0]!["top"]!.AsArray().Select(c => $"{c!["class"]} {c["index"]}"));
        Assert.Equal(["ant 0", "bee 1"], rows[1]!["top"]!.AsArray().Select(c => $"{c!["class"]} {c["index"]}"));
        Assert.Equal(0.6652409557748219, (double)rows[0]!["top"]![0]!["score"]!, 1e-6);
        Assert.Equal($"{folder.File("in.npy")}[1]", (string?)rows[1]!["file"]);
    }

    [Fact]
    public void A_model_that_was_never_built_is_told_as_such()
    {
        using var folder = new TempFolder();
        new Sequential([new Conv2D(4, 3), new Flatten(), new Dense(2)]).Save(folder.File("unbuilt.keras"));
        NpyFile.Write(folder.File("in.npy"), new NpyArray([1, 3], [1, 3, 2]));
        var session = new Session();

        Assert.Equal(2, session.Run("predict", $"--model={folder.File("unbuilt.keras")}", $"--input={folder.File("in.npy")}", $"--output={folder.File("out")}"));

        Assert.Contains("without an input shape", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1 / 255.0, "none")]
    [InlineData(1 / 127.5, "none")]
    [InlineData(2, "rescale")]
    public void A_network_that_rescales_pixels_itself_sees_them_as_they_are(double scale, string preprocessing)
    {
        using var folder = new TempFolder();
        using var photos = new SmallPhotos(1);
        new Sequential([new InputLayer([16, 16, 3]), new RandomFlip(), new Rescaling(scale, -1), new Flatten(), new Dense(1, "sigmoid")]).Save(folder.File("own.keras"));
        Assert.Equal(0, new Session().Run("predict", $"--model={folder.File("own.keras")}", $"--input={photos.Data}", $"--output={folder.File("out")}"));
        Assert.Equal(preprocessing, (string?)JsonNode.Parse(File.ReadAllText(folder.File("out", "predictions.json")))!["preprocessing"]);
    }

    [Theory]
    [InlineData("holds (None, 4); the model takes (None, 3)", 1, 4)]
    [InlineData("the first dimension must count the inputs", 3)]
    public void An_array_of_another_shape_is_refused(string expected, params int[] shape)
    {
        using var folder = new TempFolder();
        var input = KerasTensor.Input([3]);
        new Model(input, new Activation(Activations.Softmax).Call(input)).Save(folder.File("softmax.keras"));
        NpyFile.Write(folder.File("in.npy"), new NpyArray(shape, new float[shape.Aggregate(1, (p, n) => p * n)]));
        var session = new Session();

        Assert.Equal(2, session.Run("predict", $"--model={folder.File("softmax.keras")}", $"--input={folder.File("in.npy")}", $"--output={folder.File("out")}"));

        Assert.Contains(expected, session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grey_model_sees_grey_pictures()
    {
        using var photos = new SmallPhotos(4);
        var input = KerasTensor.Input([28, 28, 1]);
        new Model(input, new GlobalAveragePooling2D().Call(input)).Save(photos.File("mean.keras"));

        Assert.Equal(0, new Session().Run("predict", $"--model={photos.File("mean.keras")}", $"--input={photos.Photo("disk", 1)}", $"--output={photos.Output}"));

        var image = new MlNetCnn.Imaging.Resize(28, 28).Apply(MlNetCnn.Imaging.ImageFile.Load(photos.Photo("disk", 1)).ToGrey());
        var mean = image.ToFloatArray().Average(x => x / 255.0);
        Assert.Equal(mean, NpyFile.Read(Path.Combine(photos.Output, "predictions.npy")).Values[0], 1e-4);
    }

    [Fact]
    public void Recorded_predictions_of_a_real_Keras_are_repeated()
    {
        var recorded = NpyFile.Read(TestData.Path("keras_models", "dl4j", "fullconfigs_cnn", "predictions.npy"));
        using var folder = new TempFolder();

        Assert.Equal(0, new Session().Run(
            "predict",
            $"--model={TestData.Path("keras_models", "dl4j", "fullconfigs_cnn", "cnn_batch_norm.h5")}",
            $"--input={TestData.Path("keras_models", "dl4j", "fullconfigs_cnn", "input.npy")}",
            $"--output={folder.Path}"));

        var repeated = NpyFile.Read(folder.File("predictions.npy"));
        Assert.Equal(recorded.Shape, repeated.Shape);
        Closeness.AssertClose(recorded.Values, repeated.Values, 1e-5);
    }

    [Fact]
    public void The_elephant_is_an_African_elephant_at_0_9642()
    {
        var weights = TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5");
        var reference = JsonNode.Parse(File.ReadAllText(TestData.Path("reference", "derived_mobilenet_0.75_224_predictions.json")))!;
        var expected = reference["elephant_224_nearest.png"]!["probs"]!.AsArray().Select(p => (float)p!).ToArray();
        using var folder = new TempFolder();

        Predict(TestData.Path("images", "creative_commons_elephant.jpg"), "jpg", 2e-3);
        Predict(TestData.Path("reference", "elephant_224_nearest.png"), "png", 1e-4);

        void Predict(string picture, string output, double tolerance)
        {
            Assert.Equal(0, new Session().Run("predict", $"--model={weights}", $"--input={picture}", $"--output={folder.File(output)}"));
            Closeness.AssertClose(expected, NpyFile.Read(folder.File(output, "predictions.npy")).Values, tolerance);
            var best = JsonNode.Parse(File.ReadAllText(folder.File(output, "predictions.json")))!["predictions"]![0]!["top"]![0]!;
            Assert.Equal("African_elephant", (string?)best["class"]);
            Assert.Equal(0.9642, (double)best["score"]!, 0.002);
        }
    }

    private static string Tops(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "predictions.json")))!["predictions"]!.ToJsonString();

    private static (int ExitCode, string Output) Fresh(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var arg in new[] { "exec", Path.Combine(AppContext.BaseDirectory, "MlNetCnn.Tool.dll") }.Concat(args)) start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
