using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Tests.Contract;

namespace MlNetCnn.Tests.Explanations;

public sealed class GradCamTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly SamplePictures _pictures = new(perClass: 10);

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void It_keeps_the_contract()
    {
        var data = Loaded();
        var transformer = TransformerContract.Check(_ml, _ml.Cnn.GradCam("Heatmap", "Image", SmallNets.Base(head: true)), data, "Image");
        Assert.Equal([6, 6], ((VectorDataViewType)transformer.GetOutputSchema(data.Schema)["Heatmap"].Type).Dimensions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_keeps_the_contract_with_all_columns_and_a_size(bool named)
    {
        var data = Loaded();
        var options = new GradCamOptions
        {
            OutputColumnName = "Map", Height = 9, Width = 11, ClassColumnName = "Class", ScoreColumnName = "P", Class = 2, ClassNames = named ? ["a", "b", "c"] : null, Normalize = false,
            Method = new LayerCam { Layer = "conv_1", Score = ScoreKind.Logit, Smooth = new TestTimeAugmentation { Factors = [1, 0.8f] }, BatchSize = 3 },
        };
        var transformer = (GradCamTransformer)TransformerContract.Check(_ml, _ml.Cnn.GradCam(SmallNets.Base(head: true), options), data, "Image");
        var view = transformer.Transform(data);
        Assert.Equal([9, 11], ((VectorDataViewType)view.Schema["Map"].Type).Dimensions);
        Assert.All(view.GetColumn<uint>("Class"), c => Assert.Equal(3u, c));
        if (!named) return;
        var texts = _ml.Transforms.Conversion.MapKeyToValue("Text", "Class").Fit(view).Transform(view);
        Assert.All(texts.GetColumn<string>("Text"), t => Assert.Equal("c", t));
    }

    [Fact]
    public void Every_method_of_the_library_keeps_its_settings_through_a_zip()
    {
        var data = Loaded();
        foreach (var method in ExplanationMethods.All.OfType<CamMethod>())
        {
            var options = new GradCamOptions { Method = method with { Layer = "conv_1", Score = ScoreKind.Logit, BatchSize = 5, Smooth = new TestTimeAugmentation { Flip = false } } };
            var transformer = _ml.Cnn.GradCam(SmallNets.Base(head: true), options).Fit(data);
            var loaded = (GradCamTransformer)Zip.Reload(_ml, transformer, data);
            Assert.Equal(method.GetType(), loaded.Options.Method.GetType());
            Assert.Equal(("conv_1", ScoreKind.Logit, 5, false), (loaded.Options.Method.Layer, loaded.Options.Method.Score, loaded.Options.Method.BatchSize, loaded.Options.Method.Smooth!.Flip));
            Assert.Equal(transformer.Transform(data).GetColumn<float[]>("Heatmap"), loaded.Transform(data).GetColumn<float[]>("Heatmap"));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(2)]
    public void The_maps_classes_and_scores_are_those_of_the_library_whatever_the_batch_and_the_threads(int? index)
    {
        var data = Loaded();
        var model = SmallNets.Base(head: true);
        List<float[]> pictures = [.. data.GetColumn<float[]>("Image")];
        using var explained = new ExplainedModel(model);
        // The logit: over raw pixels the probabilities of this net are 0 or 1, and so are without a gradient.
        var method = new GradCam { Score = ScoreKind.Logit };
        var expected = method.Explain(explained, new Tensor(pictures.Count, model.InputShape, pictures.SelectMany(p => p).ToArray()), index is { } c ? Target.Class(c) : null);
        if (index is null) Assert.Contains(expected, e => !e.Map.IsZero);
        foreach (var (batch, threads) in new[] { (1, 1), (7, 2), (64, 0) })
        {
            var options = new GradCamOptions { Method = method with { BatchSize = batch }, Threads = threads, Class = index, ClassColumnName = "Class", ScoreColumnName = "P" };
            var view = _ml.Cnn.GradCam(model, options).Fit(data).Transform(data);
            Assert.Equal(expected.Select(e => e.Map.Normalize().Values.ToArray()), view.GetColumn<float[]>("Heatmap"));
            Assert.Equal(expected.Select(e => (uint)e.Class! + 1), view.GetColumn<uint>("Class"));
            Assert.Equal(expected.Select(e => e.Score), view.GetColumn<float>("P"));
            var raw = _ml.Cnn.GradCam(model, options with { Normalize = false, Height = 16, Width = 16 }).Fit(data).Transform(data);
            Assert.Equal(expected.Select(e => e.Map.Resize(16, 16).Values.ToArray()), raw.GetColumn<float[]>("Heatmap"));
        }
    }

    [Fact]
    public void All_columns_of_a_row_cost_one_explanation()
    {
        var data = Loaded();
        var passes = 0;
        var engine = new HookedEngine { BeforeDifferentiate = () => passes++ };
        var options = new GradCamOptions { Engine = engine, ClassColumnName = "Class", ScoreColumnName = "P", Method = new GradCam { BatchSize = 10 } };
        var view = _ml.Cnn.GradCam(SmallNets.Base(head: true), options).Fit(data).Transform(data);
        Assert.Equal(0, passes);
        Assert.Equal(20, TransformerContract.ReadAll(view, [view.Schema["Class"], view.Schema["Heatmap"], view.Schema["P"]]).Count);
        Assert.Equal(2, passes);
        Assert.Equal(20, view.GetColumn<string>("Label").Count());
        Assert.Equal(2, passes);
    }

    [Fact]
    public void A_net_that_learnt_nothing_gives_zeros_and_no_NaN()
    {
        var data = Loaded();
        var model = SmallNets.Base(head: true);
        foreach (var weight in model.Weights) weight.SetValues(new float[weight.Shape.Count]);
        var view = _ml.Cnn.GradCam("Heatmap", "Image", model).Fit(data).Transform(data);
        Assert.All(view.GetColumn<float[]>("Heatmap"), map => Assert.All(map, v => Assert.Equal(0f, v)));
    }

    [Fact]
    public void Wrong_settings_are_listed_all_at_once()
    {
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.GradCam(SmallNets.Base(head: true), new GradCamOptions
        {
            OutputColumnName = " ", InputColumnName = "", Class = -1, Height = 3, Rescale = 0, Threads = 5000, ClassColumnName = "", ScoreColumnName = "", ClassNames = [], Method = null!,
            Preprocessing = (Preprocessing)7,
        }));
        foreach (var name in new[] { "OutputColumnName", "InputColumnName", "Class", "Rescale", "Threads", "ClassColumnName", "ScoreColumnName", "ClassNames", "Method", "Preprocessing" })
            Assert.Contains($"- {name} is", e.Message, StringComparison.Ordinal);
        Assert.Contains("- Height and Width", e.Message, StringComparison.Ordinal);
        Assert.Contains("- The columns made must differ", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => _ml.Cnn.GradCam(SmallNets.Base(head: true), new GradCamOptions { Height = 0, Width = 100_000 }));
        Assert.Contains("- Height is 0", e.Message, StringComparison.Ordinal);
        Assert.Contains("- Width is 100000", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_classes_and_models_that_cannot_be_are_refused_before_a_row_is_read()
    {
        var data = Loaded();
        var model = SmallNets.Base(head: true);
        Refused("conv_1, conv_2", () => _ml.Cnn.GradCam("Heatmap", "Image", model, "conv_3"));
        Refused("no positions", () => _ml.Cnn.GradCam("Heatmap", "Image", model, "predictions").Fit(data));
        Refused("3 classes, 0 to 2", () => _ml.Cnn.GradCam("Heatmap", "Image", model, classIndex: 3).Fit(data));
        Refused("(a, b, c)", () => _ml.Cnn.GradCam(model, new GradCamOptions { Class = 3, ClassNames = ["a", "b", "c"] }).Fit(data));
        Refused("2 class names", () => _ml.Cnn.GradCam(model, new GradCamOptions { ClassNames = ["a", "b"] }).Fit(data));
        Refused("(None, 20, 24, 3)", () => _ml.Cnn.GradCam("Heatmap", "Image", model).Fit(Loaded(20, 24)));
        var input = KerasTensor.Input([16, 16, 3]);
        var conv = new Conv2D(4, 3).Call(input);
        var two = new Model([input], [new Flatten().Call(conv), new GlobalAveragePooling2D().Call(conv)]);
        Refused("one output", () => _ml.Cnn.GradCam("Heatmap", "Image", two).Fit(data));
        var dense = new Sequential([16, 16, 3]) { new Flatten(), new Dense(3, "softmax") };
        Assert.Contains("no convolution", Assert.Throws<InvalidOperationException>(() => _ml.Cnn.GradCam("Heatmap", "Image", dense).Fit(data)).Message, StringComparison.Ordinal);
    }

    /// <summary>A zip may say so too. 4096 of these would be 16 GB.</summary>
    [Fact]
    public void Maps_as_large_as_photos_come_in_smaller_batches()
    {
        var data = Loaded();
        var options = new GradCamOptions { Height = 1024, Width = 1024, Method = new GradCam { BatchSize = 4096 } };
        var maps = _ml.Cnn.GradCam(SmallNets.Base(head: true), options).Fit(data).Transform(data).GetColumn<float[]>("Heatmap");
        Assert.Equal([1 << 20, 1 << 20], maps.Take(2).Select(m => m.Length));
    }

    [Fact]
    public void Empty_data_give_no_maps()
    {
        var data = _ml.Data.FilterRowsByColumn(_ml.Data.LoadFromEnumerable(new[] { new LayerActivationsTests.GreyRow() }), "Number", lowerBound: 5);
        var model = new Sequential([4, 4, 1]) { new Conv2D(2, 3, name: "conv"), new Flatten(), new Dense(2, "softmax") };
        Assert.Empty(_ml.Cnn.GradCam("Heatmap", "Image", model).Fit(data).Transform(data).GetColumn<float[]>("Heatmap"));
    }

    [Fact]
    public void A_picture_that_is_not_of_numbers_fails_its_row_by_name()
    {
        var rows = Enumerable.Range(0, 3).Select(_ => new LayerActivationsTests.GreyRow()).ToArray();
        rows[1].Image[5] = float.NaN;
        var data = _ml.Data.LoadFromEnumerable(rows);
        var model = new Sequential([4, 4, 1]) { new Conv2D(2, 3, name: "conv"), new Flatten(), new Dense(2, "softmax") };
        var view = _ml.Cnn.GradCam("Heatmap", "Image", model).Fit(data).Transform(data);
        using var cursor = view.GetRowCursor([view.Schema["Heatmap"]]);
        Assert.True(cursor.MoveNext());
        var e = Assert.Throws<ArgumentException>(() => cursor.MoveNext());
        Assert.Contains("row 1, value 5 of the column 'Image' is NaN", e.Message, StringComparison.Ordinal);
    }

    private static void Refused(string part, Action action) => Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private IDataView Loaded(int height = 16, int width = 16)
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        return _ml.Cnn.LoadImages("Image", "ImagePath", height, width).Fit(data).Transform(data);
    }
}
