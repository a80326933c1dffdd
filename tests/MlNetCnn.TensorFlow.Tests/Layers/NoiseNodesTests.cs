using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.TensorFlow.Tests.Layers;

/// <summary>What layers draw in training: fed, the managed engine's numbers; else the graph's own.</summary>
public class NoiseNodesTests
{
    private const DataFormat First = DataFormat.ChannelsFirst;
    private static readonly Shape Picture = [6, 5, 4];

    private static readonly Dictionary<string, Func<Layer>> Layers = new()
    {
        ["dropout"] = () => new Dropout(0.3),
        ["dropout_seed"] = () => new Dropout(0.3, seed: 5),
        ["dropout_none"] = () => new Dropout(0),
        ["dropout_shape"] = () => new Dropout(0.3, noiseShape: [-1, 1, 5, 1]),
        ["dropout_shape_shared"] = () => new Dropout(0.3, noiseShape: [1, -1, 1, 4]),
        ["spatial_dropout"] = () => new SpatialDropout2D(0.4),
        ["spatial_dropout_first"] = () => new SpatialDropout2D(0.4, dataFormat: First),
        ["gaussian_noise"] = () => new GaussianNoise(0.5),
        ["gaussian_dropout"] = () => new GaussianDropout(0.3),
        ["alpha_dropout"] = () => new AlphaDropout(0.3),
        ["flip"] = () => new RandomFlip(),
        ["flip_horizontal"] = () => new RandomFlip(FlipMode.Horizontal),
        ["flip_vertical_first"] = () => new RandomFlip(FlipMode.Vertical, dataFormat: First),
        ["brightness"] = () => new RandomBrightness(0.5, (-1, 1)),
        ["contrast"] = () => new RandomContrast(0.9, (-1, 1)),
        ["crop"] = () => new RandomCrop(3, 2),
        ["crop_first"] = () => new RandomCrop(3, 2, dataFormat: First),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    public static TheoryData<string, TransformFill, Interpolation> Transforms
    {
        get
        {
            var data = new TheoryData<string, TransformFill, Interpolation>();
            foreach (var name in new[] { "rotation", "translation", "zoom", "zoom_one", "translation_first" })
                foreach (var fill in Enum.GetValues<TransformFill>())
                    foreach (var interpolation in new[] { Interpolation.Nearest, Interpolation.Bilinear }) data.Add(name, fill, interpolation);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fed_numbers_and_gradients_are_the_managed_engines(string name)
    {
        var model = new Sequential(Picture) { Layers[name]() };
        Compared.Check(model, 4, training: true, batches: [-1, 4]);
        Compared.Check(model, 2);
    }

    /// <summary>
    /// Maps are float32 here. Bilinear: 1e-5 of the values' size. Nearest: no place of these is near the middle between two pixels. With wrap, places between the last pixel and the
    /// first differ (TensorFlow's way): one row and one column of a picture that is moved, and some more of one that is turned or shrunk.
    /// </summary>
    [Theory]
    [MemberData(nameof(Transforms))]
    public void Fed_maps_give_the_managed_engines_pictures(string name, TransformFill fill, Interpolation interpolation)
    {
        var model = new Sequential(name == "translation_first" ? [3, 9, 8] : [9, 8, 3]) { Transform(name, fill, interpolation) };
        var x = ConformanceNumbers.Batch(5, model.InputShape, 1);
        using var executable = new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Sgd(), Loss = new MeanSquaredError(), Seed = 3 } });
        executable.LearningRate = 0;
        var expected = executable.TrainStep([x], new Tensor(5, model.OutputShape)).Outputs.Span.ToArray();
        using var graph = new WrittenModel(model, [], training: true);
        var actual = graph.Run([x], x, seed: 3).Output;
        if (fill != TransformFill.Wrap)
        {
            Compared.AssertNear(expected, actual, name);
            Assert.NotEqual(x.Span.ToArray(), actual);
            return;
        }

        var others = expected.Zip(actual).Count(p => Math.Abs(p.First - p.Second) > 1e-5);
        Assert.InRange(others, 0, expected.Length * (name.StartsWith("translation", StringComparison.Ordinal) ? 16 : 24) / 72);
    }

    /// <summary>An exported training graph, which nobody feeds with noise, draws by itself: something else than nothing, of the right size.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Left_alone_the_graph_draws(string name)
    {
        if (name == "dropout_none") return;
        var model = new Sequential([16, 16, 4]) { name.StartsWith("dropout_shape", StringComparison.Ordinal) ? new Dropout(0.3, noiseShape: [name.EndsWith("shared", StringComparison.Ordinal) ? 1 : -1, 1, -1, -1]) : Layers[name]() };
        var x = ConformanceNumbers.Batch(8, model.InputShape, 1, 0.5, 1);
        using var graph = new WrittenModel(model, [], training: true);
        var y = graph.Run([x], new Tensor(8, model.OutputShape), seed: null).Output;
        Assert.Equal(8 * model.OutputShape.Count, y.Length);
        Assert.All(y, v => Assert.InRange(v, -6, 9));
        if (y.Length == x.Span.Length) Assert.NotEqual(x.Span.ToArray(), y);
        // 8,192 values, or a few hundred that share: four deviations.
        var dropped = y.Count(v => v == 0) / (double)y.Length;
        if (name.StartsWith("dropout", StringComparison.Ordinal)) Assert.InRange(dropped, name.Contains("shape", StringComparison.Ordinal) ? 0.15 : 0.275, name.Contains("shape", StringComparison.Ordinal) ? 0.45 : 0.325);
        else if (name.StartsWith("spatial", StringComparison.Ordinal)) Assert.InRange(dropped, 0.05, 0.8);
        else Assert.True(dropped < 0.01);
    }

    [Theory]
    [InlineData("rotation")]
    [InlineData("translation")]
    [InlineData("zoom")]
    [InlineData("zoom_one")]
    public void Left_alone_the_graph_moves_pictures(string name)
    {
        var model = new Sequential([9, 8, 1]) { Transform(name, TransformFill.Constant, Interpolation.Bilinear) };
        var x = new Tensor(6, model.InputShape);
        // A slope to the right and downwards shows where a pixel comes from.
        for (var i = 0; i < x.Span.Length; i++) x.Span[i] = 100 + i % 72 % 8 + 10 * (i % 72 / 8);
        using var graph = new WrittenModel(model, [], training: true);
        var y = graph.Run([x], x, seed: null).Output;
        var pictures = Enumerable.Range(0, 6).Select(n => y[(72 * n)..(72 * (n + 1))]).ToArray();
        foreach (var picture in pictures) Assert.NotEqual(x.Span[..72].ToArray(), picture);
        Assert.False(pictures[0].SequenceEqual(pictures[1]));
        // The middle moves by the translation's share of the size at most, and by nothing else.
        var (middle, most) = (100 + 3.5 + 40, name == "translation" ? 0.3 * 8 + 0.2 * 9 * 10 : 0.05);
        foreach (var picture in pictures) Assert.InRange((picture[35] + picture[36]) / 2, middle - most, middle + most);
    }

    /// <summary>Differentiated by a picture that a map moves, the layer is named.</summary>
    [Fact]
    public void There_is_no_gradient_through_a_map()
    {
        var model = new Sequential([9, 8, 3]) { new RandomRotation(0.2, name: "turn") };
        Assert.Contains("turn/ImageProjectiveTransformV3", Assert.Throws<NotSupportedException>(() => new WrittenModel(model, [model.Inputs[0].Layer.Name], training: true)).Message);
    }

    private static RandomTransform Transform(string name, TransformFill fill, Interpolation interpolation) => name switch
    {
        "rotation" => new RandomRotation(0.4, fill, interpolation, fillValue: 0.25),
        "translation" => new RandomTranslation(0.2, 0.3, fill, interpolation, fillValue: 0.25),
        "translation_first" => new RandomTranslation(0.2, 0.3, fill, interpolation, fillValue: 0.25, dataFormat: First),
        "zoom" => new RandomZoom((-0.3, 0.4), (0.1, 0.3), fill, interpolation, fillValue: 0.25),
        _ => new RandomZoom((-0.3, 0.4), fillMode: fill, interpolation: interpolation, fillValue: 0.25),
    };
}
