using MlNetCnn.Compute;
using MlNetCnn.Explain.Tests.Cam;

namespace MlNetCnn.Explain.Tests.Methods;

/// <summary>What every method of the table must do, whatever its equation.</summary>
public sealed class Every_method_keeps_the_contract
{
    public static TheoryData<string> Names => [.. ExplanationMethods.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_one_finite_map_per_picture_and_says_what_it_explains(string name)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var images = TinyNets.Images(3, [8, 6, 3]);
        foreach (var kind in Enum.GetValues<ScoreKind>())
        {
            var found = (ExplanationMethods.Find(name) with { Score = kind }).Explain(model, images, Target.Classes(2, 0, 3));
            Assert.Equal([2, 0, 3], found.Select(e => e.Class));
            foreach (var e in found)
            {
                Assert.Equal((name, kind), (e.Method, e.ScoreKind));
                var expected = e.Layer is null || e.Attributions is not null ? (8, 6) : (model.Layer(e.Layer).Height, model.Layer(e.Layer).Width);
                Assert.Equal(expected, (e.Map.Height, e.Map.Width));
                var sum = 0.0;
                foreach (var value in e.Map.Values) sum += value;
                Assert.True(double.IsFinite(sum));
                Assert.All(e.Map.Normalize().Values.ToArray(), v => Assert.InRange(v, 0, 1));
            }

            Assert.Contains(found, e => !e.Map.IsZero);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Top_class_is_the_model_s(string name)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var images = TinyNets.Images(4, [8, 6, 3]);
        var output = model.Predict(images);
        var found = ExplanationMethods.Find(name).Explain(model, images);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(output[i].IndexOf(output[i].ToArray().Max()), found[i].Class);
            Assert.Equal(output[i].ToArray().Max(), found[i].Score, 1e-6f);
        }
    }

    /// <summary>Bit for bit: a picture's map does not depend on its batch, on the size of batches, or on the number of threads.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_gives_what_its_pictures_give_alone(string name)
    {
        var net = TinyNets.Plain();
        var images = TinyNets.Images(5, [8, 6, 3]);
        using var one = new ExplainedModel(net, new ExplainedModelOptions { Threads = 1 });
        using var three = new ExplainedModel(net, new ExplainedModelOptions { Threads = 3 });
        var together = ExplanationMethods.Find(name).Explain(one, images, Target.Classes(0, 1, 2, 3, 0));
        foreach (var (model, size) in new[] { (one, 1), (one, 2), (three, 3), (three, 16) })
        {
            var again = (ExplanationMethods.Find(name) with { BatchSize = size }).Explain(model, images, Target.Classes(0, 1, 2, 3, 0));
            for (var i = 0; i < 5; i++) AssertSame(together[i], again[i]);
        }

        for (var i = 0; i < 5; i++) AssertSame(together[i], ExplanationMethods.Find(name).ExplainOne(three, new Tensor(1, [8, 6, 3], images[i].ToArray()), Target.Class(i % 4)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_class_that_is_none_is_refused(string name)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        foreach (var bad in new[] { -1, 4 })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => ExplanationMethods.Find(name).Explain(model, TinyNets.Images(1, [8, 6, 3]), Target.Class(bad)));
            Assert.Contains("0 to 3", error.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pictures_of_another_shape_are_refused(string name)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        Assert.Throws<ArgumentException>(() => ExplanationMethods.Find(name).Explain(model, TinyNets.Images(1, [6, 8, 3])));
        Assert.Throws<ArgumentException>(() => ExplanationMethods.Find(name).Explain(model, TinyNets.Images(0, [8, 6, 3])));
    }

    /// <summary>A head without weights, and a softmax that is 1 to the last bit: nothing is NaN, and what follows gradients finds nothing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Where_no_gradient_is_nothing_breaks(string name)
    {
        var dead = TinyNets.Plain();
        TinyNets.Set(dead, "head/kernel", _ => 0);
        var saturated = TinyNets.Plain();
        TinyNets.Set(saturated, "head/bias", i => i == 2 ? 1000 : 0);
        foreach (var net in new[] { dead, saturated })
        {
            using var model = new ExplainedModel(net);
            foreach (var e in ExplanationMethods.Find(name).Explain(model, TinyNets.Images(2, [8, 6, 3])))
            {
                // Which looks at activations alone.
                if (name is not "eigen-cam") Assert.True(e.Map.IsZero);
                Assert.All(e.Map.Normalize().Values.ToArray(), v => Assert.InRange(v, 0, 1));
            }
        }
    }

    /// <summary>A black picture in a net without biases: all activations are 0.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Where_nothing_is_active_maps_are_finite(string name)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var e = ExplanationMethods.Find(name).ExplainOne(model, new Tensor(1, [8, 6, 3]));
        if (e.Layer is not null) Assert.True(e.Map.IsZero);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cancelled_run_ends(string name)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        Assert.ThrowsAny<OperationCanceledException>(() => ExplanationMethods.Find(name).Explain(model, TinyNets.Images(1, [8, 6, 3]), cancellation: new CancellationToken(true)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nested_models_and_single_sigmoids_are_explained(string name)
    {
        using var model = new ExplainedModel(TinyNets.Nested());
        foreach (var index in new[] { 0, 1 })
        {
            var e = ExplanationMethods.Find(name).ExplainOne(model, TinyNets.Images(1, [8, 6, 3]), Target.Class(index));
            Assert.Equal(index, e.Class);
            if (e.Layer is not null) Assert.Equal("base/block2_conv1", e.Layer);
        }
    }

    private static void AssertSame(Explanation expected, Explanation actual)
    {
        Assert.Equal(expected.Map.Values, actual.Map.Values);
        Assert.Equal((expected.Class, expected.Score), (actual.Class, actual.Score));
        if (expected.Attributions is { } attributions) Assert.Equal(attributions.Span.ToArray(), actual.Attributions!.Span.ToArray());
    }
}
