using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Explain.Tests.Documents;

/// <summary>The code of docs/explaining.md, on a small network: a test of MlNetCnn.Architecture.Tests holds the two together.</summary>
public sealed class ExplainingDocument
{
    [Fact]
    public void The_code_runs()
    {
        using var temp = new TempFolder();
        var (file, path, overlay, folder) = (temp.File("model.keras"), temp.File("photo.png"), temp.File("overlay.png"), temp.Path);
        Network().Save(file);
        Image[] photos = [Photo(1), Photo(2)];
        ImageFile.SavePng(photos[0], path);
        var lines = new StringWriter();
        Show(file, path, photos, overlay, folder, lines);
        var text = lines.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.StartsWith("class ", text[0], StringComparison.Ordinal);
        Assert.EndsWith("the layer conv2", text[0], StringComparison.Ordinal);
        Assert.StartsWith("conv1 (None, 20, 24, 4): ", text[1], StringComparison.Ordinal);
        Assert.StartsWith("filter 0: ", text[3], StringComparison.Ordinal);
        foreach (var made in new[] { overlay, temp.File("conv1.png"), temp.File("conv2.png") }) Assert.True(File.Exists(made));
        Assert.Equal("30x40x3", ImageFile.Load(overlay).ToString());
    }

    private static void Show(string file, string path, Image[] photos, string overlay, string folder, TextWriter Console)
    {
        using var model = new ExplainedModel(Model.Load(file));
        var photo = ImageFile.Load(path);

        var explanation = model.Explain(photo, new PictureInput { Rescale = 1f / 255 });
        Console.WriteLine($"class {explanation.Class} ({explanation.Score:0.000}), seen by the layer {explanation.Layer}");

        ImageFile.SavePng(explanation.Map.Overlay(photo), overlay);

        var batch = new PictureInput { Rescale = 1f / 255 }.ToTensor(model, photos);
        IReadOnlyList<Explanation> maps = new LayerCam { Score = ScoreKind.Logit }.Explain(model, batch);
        Assert.Equal(2, maps.Count);

        var catButNotDog = Target.Weighted(1, -1);
        var why = new GradCam { Score = ScoreKind.Logit }.Explain(model, batch, catButNotDog);
        Assert.Null(why[0].Class);

        foreach (var layer in LayerActivations.Of(model, batch, ["conv1", "conv2"]))
        {
            Console.WriteLine($"{layer.Layer}: {layer.DeadChannels(picture: 0).Count} channels see nothing");
            ImageFile.SavePng(layer.ToImage(picture: 0, channel: 3), $"{folder}/{layer.Layer.Path}.png");
        }

        var patterns = FilterPatterns.Of(model.Model, "conv2", filters: [0, 1, 2], new FilterPatternOptions { Size = 32, Rescale = 1f / 255 });
        foreach (var pattern in patterns)
            Console.WriteLine($"filter {pattern.Filter}: {pattern.Start:0.00} to {pattern.Final:0.00}{(pattern.IsDead ? ", dead" : "")}");

        var method = new GradCam();
        ConfidenceChange change = new MaskedConfidence().Measure(model, batch, method);
        FaithfulnessCurve deletion = new DeletionCurve { Steps = 32 }.Measure(model, batch, method);
        FaithfulnessCurve insertion = new InsertionCurve { Steps = 32 }.Measure(model, batch, method);
        IReadOnlyList<RandomizedStage> drawn = new ModelRandomization { Seed = 1 }.Measure(model, batch, method);
        Assert.Equal((2, 33, 33), (change.Before.Count, deletion.Scores.Count, insertion.Scores.Count));
        Assert.NotEmpty(drawn);
    }

    private static Sequential Network()
    {
        var model = new Sequential([20, 24, 3], "document")
        {
            new Conv2D(4, 3, padding: Padding.Same, activation: Activations.Relu, name: "conv1"),
            new MaxPooling2D(2, name: "pool"),
            new Conv2D(5, 3, padding: Padding.Same, activation: Activations.Relu, name: "conv2"),
            new Flatten(name: "flat"),
            new Dense(2, Activations.Softmax, name: "head"),
        };
        model.InitializeWeights(3);
        return model;
    }

    private static Image Photo(int seed)
    {
        var random = new RandomStream(seed, "photo");
        var image = new Image(30, 40, 3);
        foreach (ref var level in image.Pixels) level = (byte)random.NextInt32(256);
        return image;
    }
}
