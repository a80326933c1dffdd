using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Tests.Trainers;

namespace MlNetCnn.Tests.Explanations;

/// <summary>Explanations behind trained pipelines: from pictures to a zip and to one picture's overlay.</summary>
public sealed class ExplainedPipelineTests : IDisposable
{
    private readonly MLContext _ml = new(3);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_trained_pipeline_and_its_explanation_are_one_zip_and_the_same_maps_bit_for_bit()
    {
        var (explained, data) = Explained();
        var path = _folder.File("model.zip");
        _ml.Cnn.SaveModel(explained, data.Schema, path);
        var other = new MLContext(99);
        var loaded = other.Cnn.LoadModel(path);
        foreach (var column in new[] { "Score", "Heatmap", "Saliency", "conv_1", "Overlay" })
            Assert.Equal(explained.Transform(data).GetColumn<float[]>(column), loaded.Transform(data).GetColumn<float[]>(column));
        var view = loaded.Transform(data);
        Assert.Equal(view.GetColumn<uint>("PredictedLabel"), view.GetColumn<uint>("Class"));
        Assert.Equal(view.GetColumn<float[]>("Score").Select(s => s.Max()), view.GetColumn<float>("P"));
        var names = other.Transforms.Conversion.MapKeyToValue("Text", "Class").Fit(view).Transform(view);
        Assert.Subset(ConvNetData.Sides.ToHashSet(), names.GetColumn<string>("Text").ToHashSet());
        // One network per component, each a complete archive that anyone can lift out.
        using var zip = ZipFile.OpenRead(path);
        var archives = zip.Entries.Where(e => e.Name == "Network.keras").ToList();
        Assert.Equal(4, archives.Count);
        foreach (var archive in archives)
        {
            using var content = new MemoryStream();
            using (var stream = archive.Open()) stream.CopyTo(content);
            content.Position = 0;
            Assert.Equal([3], Model.Load(content, archive.FullName).OutputShape);
        }
    }

    [Fact]
    public void The_heat_lies_where_the_pictures_differ()
    {
        var (explained, data) = Explained();
        var view = explained.Transform(data);
        var right = 0;
        foreach (var (map, side) in view.GetColumn<float[]>("Heatmap").Zip(view.GetColumn<uint>("PredictedLabel")))
        {
            var hottest = Array.IndexOf(map, map.Max());
            var (y, x) = (hottest / 8, hottest % 8);
            if (side switch { 1 => x < 4, 2 => x >= 4, _ => y < 4 }) right++;
        }

        Assert.True(right >= 27, $"{right} of 30 maps are hottest on their class's side.");
    }

    [Fact]
    public void A_prediction_engine_gives_the_same_maps_as_arrays_and_as_vectors()
    {
        var (explained, data) = Explained();
        var expected = explained.Transform(data).GetColumn<float[]>("Heatmap").ToList();
        var overlays = explained.Transform(data).GetColumn<float[]>("Overlay").ToList();
        var rows = data.GetColumn<float[]>("Image").Select(image => new Input { Image = image }).ToList();
        using (var engine = _ml.Model.CreatePredictionEngine<Input, Output>(explained))
        using (var vectors = _ml.Model.CreatePredictionEngine<Input, VectorOutput>(explained))
            for (var i = 0; i < rows.Count; i++)
            {
                var output = engine.Predict(rows[i]);
                Assert.Equal(expected[i], output.Heatmap);
                Assert.Equal(overlays[i], output.Overlay);
                Assert.Equal(output.PredictedLabel, output.Class);
                Assert.Equal(expected[i], vectors.Predict(rows[i]).Heatmap.DenseValues());
            }

        // The engine has disposed of the transformers: they serve on.
        Assert.Equal(expected, explained.Transform(data).GetColumn<float[]>("Heatmap"));
    }

    [Fact]
    public void Many_threads_with_their_own_engines_and_views_agree()
    {
        var (explained, data) = Explained();
        var expected = explained.Transform(data).GetColumn<float[]>("Heatmap").ToList();
        var rows = data.GetColumn<float[]>("Image").Select(image => new Input { Image = image }).ToList();
        Parallel.For(0, 8, worker =>
        {
            if (worker % 2 == 0)
            {
                Assert.Equal(expected, explained.Transform(data).GetColumn<float[]>("Heatmap"));
                return;
            }

            // Disposed of while others work: they go on.
            using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(explained);
            for (var i = 0; i < rows.Count; i++) Assert.Equal(expected[i], engine.Predict(rows[i]).Heatmap);
        });
    }

    [Fact]
    public void The_estimator_is_a_link_of_a_pipeline_like_any_other()
    {
        var data = ConvNetData.Keyed(_ml, 30);
        var fitted = _ml.Cnn.Trainers.ConvNet(TrainedNets.Small(3), TrainedNets.Options).Fit(data);
        var chain = _ml.Cnn.GradCam("Heatmap", fitted).Append(_ml.Cnn.OverlayHeatmap()).Fit(data);
        Assert.Equal(
            _ml.Cnn.GradCam("Heatmap", fitted).Fit(data).Transform(data).GetColumn<float[]>("Heatmap"), chain.Transform(data).GetColumn<float[]>("Heatmap"));
    }

    [Fact]
    public void A_convnets_pixels_enter_the_explanation_as_they_enter_the_convnet()
    {
        var data = ConvNetData.Keyed(_ml, 30);
        var fitted = _ml.Cnn.Trainers.ConvNet(TrainedNets.Small(3), TrainedNets.Options).Fit(data);
        using var explained = new ExplainedModel(fitted.Model);
        var pixels = data.GetColumn<float[]>("Image").SelectMany(p => p).Select(v => v * (1f / 255)).ToArray();
        var expected = new GradCam().Explain(explained, new Tensor(30, [8, 8, 3], pixels));
        Assert.Equal(expected.Select(e => e.Map.Normalize().Values.ToArray()), _ml.Cnn.GradCam("Heatmap", fitted).Fit(data).Transform(data).GetColumn<float[]>("Heatmap"));
    }

    [Fact]
    public void A_binary_classifier_is_explained_for_true_and_for_false()
    {
        var data = ConvNetData.Binary(_ml, 30);
        var fitted = _ml.Cnn.Trainers.ConvNet(TrainedNets.Small(1), TrainedNets.Options).Fit(data);
        var scored = fitted.Transform(data);
        IDataView Map(int? index) => _ml.Cnn.GradCam(fitted, new GradCamOptions { Class = index, ClassColumnName = "Class", ScoreColumnName = "P" }).Fit(scored).Transform(scored);
        var (top, yes, no) = (Map(null), Map(1), Map(0));
        Assert.Equal(["False", "True"], AnnotationTexts(top.Schema["Class"]));
        Assert.Equal(scored.GetColumn<float>("Probability"), yes.GetColumn<float>("P"));
        Assert.Equal(scored.GetColumn<float>("Probability").Select(p => 1 - p), no.GetColumn<float>("P"));
        Assert.Equal(scored.GetColumn<bool>("PredictedLabel").Select(l => l ? 2u : 1u), top.GetColumn<uint>("Class"));
        foreach (var (label, map, forTrue, forFalse) in scored.GetColumn<bool>("PredictedLabel").Zip(top.GetColumn<float[]>("Heatmap"), yes.GetColumn<float[]>("Heatmap")).Zip(no.GetColumn<float[]>("Heatmap"), (a, b) => (a.First, a.Second, a.Third, b)))
            Assert.Equal(label ? forTrue : forFalse, map);
        Assert.Contains("2 classes, 0 to 1 (False, True)", Assert.ThrowsAny<ArgumentException>(() => Map(2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_and_a_classifier_on_them_are_explained_as_one_network_and_saved_with_the_pipeline()
    {
        var data = ConvNetData.Keyed(_ml, 30);
        var tower = TrainedNets.Small(3);
        var pipeline = _ml.Cnn.Rescale("Input", 1f / 255, "Image")
            .Append(_ml.Cnn.ExtractFeatures("Features", "Input", tower, "pool"))
            .Append(_ml.Cnn.Trainers.Dense(new DenseOptions { HiddenUnits = [6], Optimizer = new RmsProp(1e-2), Epochs = 10, BatchSize = 8, Seed = 1 }));
        var fitted = pipeline.Fit(data);
        var scored = fitted.Transform(data);
        var options = new GradCamOptions { ClassColumnName = "Class", ScoreColumnName = "P" };
        var chain = fitted.Append(_ml.Cnn.GradCam(fitted, options).Fit(scored));
        var view = chain.Transform(data);
        Assert.Equal([8, 8], ((VectorDataViewType)view.Schema["Heatmap"].Type).Dimensions);
        Assert.Equal(view.GetColumn<uint>("PredictedLabel"), view.GetColumn<uint>("Class"));
        foreach (var (score, p) in view.GetColumn<float[]>("Score").Zip(view.GetColumn<float>("P"))) Assert.Equal(score.Max(), p, 1e-5f);
        Assert.Contains(view.GetColumn<float[]>("Heatmap"), map => map.Max() == 1);
        Assert.Equal(view.GetColumn<float[]>("Heatmap"), Zip.Reload(_ml, chain, data).Transform(data).GetColumn<float[]>("Heatmap"));
        // The same of a pipeline that comes from a zip.
        var again = _ml.Cnn.GradCam(Zip.Reload(_ml, fitted, data), options).Fit(scored).Transform(scored);
        Assert.Equal(view.GetColumn<float[]>("Heatmap"), again.GetColumn<float[]>("Heatmap"));
        // And with the logit, which a nested classifier has in its last layer but one.
        var logits = _ml.Cnn.GradCam(fitted, options with { Method = new GradCam { Score = ScoreKind.Logit } }).Fit(scored).Transform(scored);
        Assert.Equal(view.GetColumn<uint>("Class"), logits.GetColumn<uint>("Class"));
        Assert.Contains(logits.GetColumn<float>("P"), p => p is > 1 or < 0);
    }

    [Fact]
    public void A_damaged_part_of_the_zip_is_refused_by_its_name()
    {
        var (explained, data) = Explained();
        var path = _folder.File("model.zip");
        _ml.Cnn.SaveModel(explained, data.Schema, path);
        var (text, whole) = (System.Text.Encoding.Latin1, File.ReadAllBytes(path));
        using (var zip = ZipFile.OpenRead(path)) Assert.Contains(zip.Entries, e => e.FullName.EndsWith("Transform_001/Network.keras", StringComparison.Ordinal));
        Damaged("Transform_001/Network.keras", content => content[..(content.Length / 2)]);
        Damaged("Transform_001/Model.key", content => text.GetBytes(text.GetString(content).Replace("\"grad-cam\"", "\"grad-cat\"", StringComparison.Ordinal)));
        Damaged("Transform_001/Model.key", content => text.GetBytes(text.GetString(content).Replace("\"Class\":null", "\"Class\":-777", StringComparison.Ordinal)[..content.Length]));
        Damaged("Transform_002/Model.key", content => text.GetBytes(text.GetString(content).Replace("\"saliency\"", "\"grad-cam\"", StringComparison.Ordinal).Replace("MaximumOfAbsolute", "MinimumOfAbsolute", StringComparison.Ordinal)));

        void Damaged(string name, Func<byte[], byte[]> damage)
        {
            File.WriteAllBytes(path, whole);
            using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
            {
                var entry = zip.Entries.Single(e => e.FullName.EndsWith(name, StringComparison.Ordinal));
                using var content = new MemoryStream();
                using (var stream = entry.Open()) stream.CopyTo(content);
                var changed = damage(content.ToArray());
                Assert.NotEqual(content.ToArray(), changed);
                var full = entry.FullName;
                entry.Delete();
                using var made = zip.CreateEntry(full).Open();
                made.Write(changed);
            }

            var e = Assert.Throws<ModelFormatException>(() => new MLContext(1).Cnn.LoadModel(path));
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_loaded_zip_runs_on_the_engine_that_it_is_loaded_with()
    {
        var (explained, data) = Explained();
        var path = _folder.File("model.zip");
        _ml.Cnn.SaveModel(explained, data.Schema, path);
        var (predictions, gradients) = (0, 0);
        var engine = new HookedEngine { BeforePredict = () => predictions++, BeforeDifferentiate = () => gradients++ };
        var view = new MLContext(1).Cnn.LoadModel(path, engine).Transform(data);
        foreach (var (column, predicts) in new[] { ("Score", true), ("conv_1", true), ("Heatmap", false), ("Saliency", false) })
        {
            (predictions, gradients) = (0, 0);
            Assert.NotEmpty(view.GetColumn<float[]>(column));
            Assert.True((predicts ? predictions : gradients) > 0, column);
        }

        // The next one is loaded as ever.
        predictions = 0;
        Assert.NotEmpty(new MLContext(1).Cnn.LoadModel(path).Transform(data).GetColumn<float[]>("Score"));
        Assert.Equal(0, predictions);
    }

    private static string[] AnnotationTexts(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(v => v.ToString())];
    }

    /// <summary>A trained net and behind it a heatmap, a saliency map, a layer's output and an overlay.</summary>
    private (TransformerChain<ITransformer> Model, IDataView Data) Explained()
    {
        var data = ConvNetData.Keyed(_ml, 30);
        var fitted = _ml.Cnn.Trainers.ConvNet(TrainedNets.Small(3), TrainedNets.Options with { Epochs = 20 }).Fit(data);
        var chain = new TransformerChain<ITransformer>(fitted);
        Add(_ml.Cnn.GradCam(fitted, new GradCamOptions { ClassColumnName = "Class", ScoreColumnName = "P" }));
        Add(_ml.Cnn.Saliency("Saliency", fitted));
        Add(_ml.Cnn.LayerActivations(fitted, "conv_1"));
        Add(_ml.Cnn.OverlayHeatmap());
        return (chain, data);

        void Add(IEstimator<ITransformer> estimator) => chain = chain.Append(estimator.Fit(chain.Transform(data)));
    }

    private sealed class Input
    {
        [VectorType(8, 8, 3)]
        public float[] Image { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }

    private sealed class Output
    {
        public float[] Heatmap { get; set; } = [];

        public float[] Overlay { get; set; } = [];

        public uint PredictedLabel { get; set; }

        public uint Class { get; set; }
    }

    private sealed class VectorOutput
    {
        public VBuffer<float> Heatmap { get; set; }
    }
}
