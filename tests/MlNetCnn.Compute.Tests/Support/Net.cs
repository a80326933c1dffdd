using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests.Support;

/// <summary>Small nets and batches from named random streams, and comparisons.</summary>
internal static class Net
{
    public static float[] Random(long count, string name, double scale = 1)
    {
        var stream = new RandomStream(1, name);
        return [.. Enumerable.Range(0, (int)count).Select(_ => (float)(scale * stream.NextNormal()))];
    }

    public static Tensor Batch(int batch, Shape shape, string name = "input") => new(batch, shape, Random(batch * shape.Count, name));

    /// <summary>Gives every weight random values; variances are positive.</summary>
    public static T Randomize<T>(this T model)
        where T : Model
    {
        foreach (var weight in model.Weights)
        {
            var values = Random(weight.Shape.Count, weight.Path, 0.5);
            if (weight.Name == "moving_variance") values = [.. values.Select(v => 0.1f + v * v)];
            weight.SetValues(values);
        }

        return model;
    }

    public static Sequential Of(Shape input, params Layer[] layers)
    {
        var net = new Sequential(input);
        foreach (var layer in layers) net.Add(layer);
        return net.Randomize();
    }

    public static float[] Predict(Model model, Tensor batch, int threads = 1, SimdLevel? level = null)
    {
        using var executable = (level is { } l ? new ManagedEngine(l) : new ManagedEngine()).Compile(model, new() { Threads = threads });
        return executable.Predict([batch])[0].Span.ToArray();
    }

    /// <summary>Runs at every vector width with one and two threads: all must agree bit for bit.</summary>
    public static float[] PredictEverywhere(Model model, Tensor batch)
    {
        var expected = Predict(model, batch);
        foreach (var level in SimdLevels.Available)
            for (var threads = 1; threads <= 2; threads++)
                Assert.Equal(expected, Predict(model, batch, threads, level));
        return expected;
    }

    /// <summary>Fails unless |actual - expected| is at most <paramref name="relative"/> times the magnitude of what was summed.</summary>
    public static void AssertNear(Exact expected, float[] actual, double relative = 1e-6)
    {
        Assert.Equal(expected.Values.Length, actual.Length);
        for (var i = 0; i < actual.Length; i++)
        {
            var allowed = relative * (expected.Magnitudes[i] + 1e-30);
            Assert.True(Math.Abs(actual[i] - expected.Values[i]) <= allowed, $"[{i}]: expected {expected.Values[i]}, actual {actual[i]}, allowed error {allowed}.");
        }
    }
}
