using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Explain;
using MlNetCnn.Tests.Contract;

namespace MlNetCnn.Tests.Explanations;

public sealed class SaliencyTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly SamplePictures _pictures = new(perClass: 3);

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void It_keeps_the_contract_and_its_map_has_the_pictures_size()
    {
        var data = Loaded();
        var transformer = TransformerContract.Check(_ml, _ml.Cnn.Saliency("Saliency", "Image", SmallNets.Base(head: true)), data, "Image");
        Assert.Equal([16, 16], ((VectorDataViewType)transformer.GetOutputSchema(data.Schema)["Saliency"].Type).Dimensions);
    }

    [Fact]
    public void It_keeps_the_contract_with_all_columns_and_another_method()
    {
        var options = new SaliencyOptions
        {
            Method = new SmoothGrad { Samples = 3, Seed = 5, BatchSize = 4 }, ClassColumnName = "Class", ScoreColumnName = "P", ClassNames = ["a", "b", "c"], Class = 1, Height = 5, Width = 6, Normalize = false,
        };
        TransformerContract.Check(_ml, _ml.Cnn.Saliency(SmallNets.Base(head: true), options), Loaded(), "Image");
    }

    [Fact]
    public void Every_method_gives_what_it_gives_without_a_pipeline_also_after_a_zip()
    {
        var data = Loaded();
        var model = SmallNets.Base(head: true);
        List<float[]> pictures = [.. data.GetColumn<float[]>("Image")];
        var tensor = new Tensor(pictures.Count, model.InputShape, pictures.SelectMany(p => p).ToArray());
        using var explained = new ExplainedModel(model);
        foreach (var any in ExplanationMethods.All)
        {
            // Few samples, where there are any: what counts here is the way, not the map.
            ExplanationMethod method = any switch
            {
                SmoothGrad smooth => smooth with { Samples = 3, NoiseLevel = 0.2 },
                IntegratedGradients path => path with { Steps = 4, Rule = PathRule.Midpoint, BaselineValue = 3 },
                _ => any,
            };
            method = method with { Score = ScoreKind.Logit };
            var expected = method.Explain(explained, tensor, Target.Class(1)).Select(e => e.Map.Values.ToArray()).ToList();
            var transformer = _ml.Cnn.Saliency(model, new SaliencyOptions { Method = method, Class = 1, Normalize = false }).Fit(data);
            Assert.Equal(expected, transformer.Transform(data).GetColumn<float[]>("Saliency"));
            Assert.Equal(method, ((SaliencyTransformer)Zip.Reload(_ml, transformer, data)).Options.Method);
            Assert.Equal(expected, Zip.Reload(_ml, transformer, data).Transform(data).GetColumn<float[]>("Saliency"));
        }
    }

    [Fact]
    public void A_baseline_picture_is_kept_bit_for_bit()
    {
        var data = Loaded();
        var baseline = new Tensor(1, [16, 16, 3]);
        for (var i = 0; i < baseline.Span.Length; i++) baseline.Span[i] = i / 7f;
        var transformer = _ml.Cnn.Saliency("Saliency", "Image", SmallNets.Base(head: true), new IntegratedGradients { Steps = 3, Baseline = baseline }).Fit(data);
        var loaded = (SaliencyTransformer)Zip.Reload(_ml, transformer, data);
        var kept = Assert.IsType<IntegratedGradients>(loaded.Options.Method).Baseline!;
        Assert.Equal((1, baseline.Shape), (kept.Batch, kept.Shape));
        Assert.Equal(baseline.Span.ToArray(), kept.Span.ToArray());
        Assert.Equal(transformer.Transform(data).GetColumn<float[]>("Saliency"), loaded.Transform(data).GetColumn<float[]>("Saliency"));
    }

    [Fact]
    public void A_layer_that_guided_grad_cam_cannot_look_at_is_refused_before_a_row_is_read()
    {
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.Saliency("Saliency", "Image", SmallNets.Base(head: true), new GuidedGradCam { Layer = "conv_9" }));
        Assert.Contains("conv_1, conv_2", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => _ml.Cnn.Saliency("Saliency", "Image", SmallNets.Base(head: true), new GuidedGradCam { Layer = "predictions" }).Fit(Loaded()));
        Assert.Contains("no positions", e.Message, StringComparison.Ordinal);
    }

    private IDataView Loaded()
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        return _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16).Fit(data).Transform(data);
    }
}
