using System.Text.Json;
using MlNetCnn.Explain.Tests.Cam;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Explain.Tests.Patterns;

public sealed class Filter_patterns
{
    private static readonly FilterPatternOptions Small = new() { Size = 12, Steps = 3, Seed = 7 };

    [Fact]
    public void Three_steps_agree_with_torch_in_float64()
    {
        using var stream = typeof(Filter_patterns).Assembly.GetManifestResourceStream("filter_patterns.json")!;
        var expected = JsonSerializer.Deserialize<Expected[]>(stream, JsonSerializerOptions.Web)!;
        var found = FilterPatterns.Of(Net(), "conv2", [.. expected.Select(e => e.Filter)], Small);
        foreach (var (reference, pattern) in expected.Zip(found))
        {
            Assert.False(pattern.IsDead);
            // Float32 in the engine; each step is divided by its own root mean square, so that only roundings are left.
            Closeness.AssertClose(reference.Activations, [.. pattern.Activations], 1e-6, 1e-5);
            Closeness.AssertClose(reference.Levels, pattern.Levels.Pixels, 2e-3);
            var shown = pattern.ToImage().Pixels;
            for (var i = 0; i < shown.Length; i++) Assert.InRange(shown[i], reference.Shown[i] - 1, reference.Shown[i] + 1);
        }
    }

    [Fact]
    public void A_filters_pattern_depends_on_the_filter_and_the_seed_alone()
    {
        var options = Small with { Jitter = 2, Rotation = 10, TotalVariation = 0.1f, Norm = 0.01f };
        var together = FilterPatterns.Of(Net(), "conv2", [4, 2, 3], options with { Threads = 1 });
        var alone = FilterPatterns.Of(Net(), "conv2", [3], options);
        var parted = FilterPatterns.Of(Net(), "conv2", [4, 2, 3], options with { BatchSize = 2, Threads = 3 });
        Assert.Equal(together[2].Levels.Pixels, alone[0].Levels.Pixels);
        Assert.Equal(together[2].Activations, alone[0].Activations);
        for (var i = 0; i < 3; i++) Assert.Equal(together[i].Levels.Pixels, parted[i].Levels.Pixels);
        Assert.NotEqual(alone[0].Levels.Pixels.ToArray(), FilterPatterns.Of(Net(), "conv2", [3], options with { Seed = 8 })[0].Levels.Pixels.ToArray());
    }

    [Fact]
    public void The_activation_rises_with_either_recipe()
    {
        foreach (var options in new[] { new FilterPatternOptions(), FilterPatternOptions.Regularised })
            foreach (var pattern in FilterPatterns.Of(Net(), "conv2", [2, 3], options with { Size = 16 }))
                Assert.True(pattern.Final > 1.02 * pattern.Start, $"filter {pattern.Filter}: {pattern.Start} to {pattern.Final}");
    }

    [Fact]
    public void A_filter_that_nothing_moves_is_dead_and_a_number_all_the_same()
    {
        var net = Net();
        TinyNets.Set(net, "conv2/kernel", i => i % 5 == 1 ? 0 : (float)Math.Sin(1.7 * i + 2) * 0.2f);
        TinyNets.Set(net, "conv2/bias", _ => -0.5f);
        var pattern = FilterPatterns.Of(net, "conv2", [1], Small)[0];
        Assert.True(pattern.IsDead);
        Assert.All(pattern.Activations, a => Assert.Equal(0, a));
        Assert.DoesNotContain(pattern.Levels.Pixels.ToArray(), v => !float.IsFinite(v));
        _ = pattern.ToImage();
    }

    [Fact]
    public void Other_noise_wakes_a_filter_that_the_first_does_not_move()
    {
        // Differences of pixels two apart, beyond those of the first noise: 3 channels of 20 levels.
        var net = new Sequential([12, 12, 3], "far") { new Conv2D(1, 3, activation: Activations.Relu, name: "conv2") };
        TinyNets.Set(net, "conv2/kernel", i => i / 3 == 0 ? 1 : i / 3 == 8 ? -1 : 0);
        TinyNets.Set(net, "conv2/bias", _ => -61);
        Assert.True(FilterPatterns.Of(net, "conv2", [0], Small with { Restarts = 0 })[0].IsDead);
        var pattern = FilterPatterns.Of(net, "conv2", [0], Small)[0];
        Assert.False(pattern.IsDead);
        Assert.True(pattern.Final > pattern.Start);
    }

    [Fact]
    public void Classifiers_do_not_bind_the_size_and_nested_layers_have_patterns()
    {
        // A network for 8 x 6 pixels whose dense layers know no other size.
        Assert.Equal(20, FilterPatterns.Of(TinyNets.Plain(), "conv2", [0], Small with { Size = 20 })[0].Levels.Height);
        var nested = FilterPatterns.Of(TinyNets.Nested(), "block2_conv1", [0, 4], Small);
        Assert.Equal(nested[1].Levels.Pixels, FilterPatterns.Of(TinyNets.Nested(), "base/block2_conv1", [4], Small)[0].Levels.Pixels);
    }

    [Fact]
    public void Layers_before_a_nested_model_count()
    {
        var input = KerasTensor.Input([8, 8, 3]);
        var inner = new Sequential([8, 8, 3], "base") { new Conv2D(2, 3, name: "conv") };
        var outer = new Model(input, inner.Call(new Rescaling(0.5, name: "rescaling").Call(input)), "outer");
        // So large that 1e-5 beside the gradient's root mean square is nothing, whichever side of the rescaling it is measured on.
        TinyNets.Set(inner, "conv/kernel", i => (float)Math.Sin(1.7 * i) * 1e4f);
        var part = outer.UpTo("conv", [12, 12, 3]);
        Assert.Equal([10, 10, 2], part.OutputShape);
        Assert.Contains(part.Layers, l => l is Rescaling);
        var whole = FilterPatterns.Of(outer, "conv", [0], Small)[0];
        var bare = FilterPatterns.Of(inner, "conv", [0], Small with { Rescale = 0.5f })[0];
        Closeness.AssertClose(bare.Activations.ToArray(), whole.Activations.ToArray(), 0, 1e-5);
    }

    [Fact]
    public void Channels_first_networks_have_the_same_patterns()
    {
        var first = new Sequential([3, 12, 12], "first") { new Conv2D(4, 3, activation: Activations.Relu, dataFormat: DataFormat.ChannelsFirst, name: "conv") };
        var last = new Sequential([12, 12, 3], "last") { new Conv2D(4, 3, activation: Activations.Relu, name: "conv") };
        foreach (var net in new[] { first, last })
        {
            TinyNets.Set(net, "conv/kernel", i => (float)Math.Sin(1.7 * i) * 0.1f);
            TinyNets.Set(net, "conv/bias", _ => 30);
        }

        var (a, b) = (FilterPatterns.Of(first, "conv", null, Small), FilterPatterns.Of(last, "conv", null, Small));
        Assert.Equal(4, a.Count);
        for (var i = 0; i < 4; i++) Closeness.AssertClose(b[i].Levels.Pixels, a[i].Levels.Pixels, 1e-2);
    }

    [Theory]
    [InlineData(Preprocessing.Caffe)]
    [InlineData(Preprocessing.Torch)]
    [InlineData(Preprocessing.Tf)]
    public void The_ascent_goes_through_the_preprocessing(Preprocessing preprocessing)
    {
        // The network reads one colour of what comes in: so the pattern moves in that colour of the picture alone.
        var net = new Sequential([4, 4, 3], "one") { new Conv2D(1, 1, name: "conv") };
        TinyNets.Set(net, "conv/kernel", i => i == 0 ? 1 : 0);
        TinyNets.Set(net, "conv/bias", _ => 0);
        var options = new FilterPatternOptions { Size = 4, Steps = 1, Preprocessing = preprocessing };
        var pattern = FilterPatterns.Of(net, "conv", [0], options)[0].Levels.Pixels;
        var start = FilterPatterns.Of(net, "conv", [0], options with { Steps = 0 })[0].Levels.Pixels;
        var moved = preprocessing == Preprocessing.Caffe ? 2 : 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (i % 3 == moved) Assert.True(pattern[i] > start[i] + 1.5f);
            else Assert.Equal(start[i], pattern[i]);
        }
    }

    [Fact]
    public void Regularizers_have_the_gradients_of_their_values()
    {
        var random = new RandomStream(1, "test");
        var picture = new float[5 * 5 * 3];
        foreach (ref var v in picture.AsSpan()) v = (float)(random.NextDouble() * 255);
        var gradient = PictureRegularizers.Gradient(picture, 5, 3, 0.2, 0.03)!;
        for (var i = 0; i < picture.Length; i++)
        {
            float[] up = [.. picture], down = [.. picture];
            up[i] += 0.5f;
            down[i] -= 0.5f;
            var slope = (PictureRegularizers.Value(up, 5, 3, 0.2, 0.03) - PictureRegularizers.Value(down, 5, 3, 0.2, 0.03)) / ((double)up[i] - down[i]);
            Assert.Equal(slope, gradient[i], 1e-3);
        }

        Assert.Null(PictureRegularizers.Gradient(picture, 5, 3, 0, 0));
    }

    [Fact]
    public void The_way_back_through_a_view_is_its_transpose()
    {
        var random = new RandomStream(2, "test");
        var options = new FilterPatternOptions { Jitter = 3, Rotation = 30 };
        for (var step = 1; step < 6; step++)
        {
            var view = PictureView.Draw(options, 0, step);
            float[] picture = [.. Enumerable.Range(0, 7 * 7 * 3).Select(_ => random.NextSingle())];
            double[] gradient = [.. Enumerable.Range(0, 7 * 7 * 3).Select(_ => random.NextDouble())];
            var seen = view.See(picture, 7, 3);
            var traced = view.Trace(gradient, 7, 3);
            Assert.Equal(seen.Zip(gradient, (a, b) => a * b).Sum(), picture.Zip(traced, (a, b) => a * b).Sum(), 1e-4);
        }
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        var net = TinyNets.Plain();
        Assert.Contains("conv2", Assert.Throws<ArgumentException>(() => FilterPatterns.Of(net, "cnov2")).Message);
        Assert.Contains("5 filters, 0 to 4", Assert.Throws<ArgumentOutOfRangeException>(() => FilterPatterns.Of(net, "conv2", [5])).Message);
        var size = Assert.Throws<ArgumentException>(() => FilterPatterns.Of(net, "head", [0], Small)).Message;
        Assert.Contains("12 x 12 pixels", size);
        Assert.Contains("Size", size);
        var many = Assert.Throws<ArgumentException>(() => FilterPatterns.Of(net, "conv2", null, new() { Size = 0, Steps = -1, StepSize = 0, TotalVariation = 1 })).Message;
        Assert.Contains("5 problems", many);
        Assert.Contains("grey", Assert.Throws<ArgumentException>(() => FilterPatterns.Of(new Sequential([8, 8, 2]) { new Conv2D(2, 3, name: "c") }, "c", null, Small)).Message);
    }

    [Fact]
    public void Units_of_a_dense_layer_climb_at_the_networks_own_size()
    {
        var net = new Sequential([12, 12, 3], "square") { new Conv2D(2, 3, name: "conv"), new Flatten(), new Dense(3, name: "head") };
        net.InitializeWeights(2);
        foreach (var pattern in FilterPatterns.Of(net, "head", null, Small)) Assert.True(pattern.Final > pattern.Start);
    }

    [Fact]
    public void It_tells_how_far_it_is_and_stops_when_asked()
    {
        var told = new Told();
        FilterPatterns.Of(Net(), "conv2", [1, 2, 3], Small with { BatchSize = 2 }, told);
        Assert.Equal([2, 4, 6, 7, 8, 9], told.Done);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => FilterPatterns.Of(Net(), "conv2", null, Small, null, source.Token));
    }

    [Theory]
    [InlineData("inner")]
    [InlineData("picture")]
    public void Models_and_inputs_have_no_filters(string name)
    {
        var input = KerasTensor.Input([8, 8, 3], "picture");
        var net = new Model(input, new Sequential([8, 8, 3], "inner") { new Conv2D(2, 3) }.Call(input));
        net.InitializeWeights(1);
        Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(() => FilterPatterns.Of(net, name, [0], Small with { Size = 8 })).Message, StringComparison.Ordinal);
    }

    /// <summary>The net of the reference.</summary>
    private static Model Net()
    {
        var net = new Sequential([12, 12, 3], "reference")
        {
            new Conv2D(4, 3, padding: Padding.Same, activation: Activations.Relu, name: "conv1"),
            new MaxPooling2D(2, name: "pool"),
            new Conv2D(5, 3, activation: Activations.Relu, name: "conv2"),
        };
        TinyNets.Set(net, "conv1/kernel", i => (float)(Math.Sin(1.7 * i) * (0.2 / 255)));
        TinyNets.Set(net, "conv1/bias", i => (float)(Math.Sin(1.7 * i + 1) * 0.2));
        TinyNets.Set(net, "conv2/kernel", i => (float)(Math.Sin(1.7 * i + 2) * 0.2));
        TinyNets.Set(net, "conv2/bias", i => (float)(Math.Sin(1.7 * i + 3) * 0.2));
        return net;
    }

    private sealed record Expected(int Filter, float[] Activations, float[] Levels, int[] Shown);

    private sealed class Told : IProgress<FilterPatternProgress>
    {
        public List<long> Done { get; } = [];

        public void Report(FilterPatternProgress value)
        {
            Assert.Equal(9, value.Total);
            Done.Add(value.Done);
        }
    }
}
