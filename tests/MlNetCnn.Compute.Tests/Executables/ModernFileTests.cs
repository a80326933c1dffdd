using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>A net of augmentation, normalization and small layers that real Keras saved (Reference/make_modern.py): opened, run, trained, and written back.</summary>
public class ModernFileTests
{
    private static Tensor Pictures => new(2, [20, 24, 3], ReferenceNumbers.Wave(2 * 20 * 24 * 3, 0.5));

    [Fact]
    public void It_opens_runs_and_goes_back()
    {
        var expected = ReferenceNumbers.Read("modern.json").GetProperty("y").Doubles();
        var model = Load();
        var outputs = Predict(model);
        Slope.AssertNear(expected, outputs, 2e-5, "output");
        using var folder = new TempFolder();
        ModelFiles.Save(model, folder.File("again.keras"));
        var again = ModelFiles.Load(folder.File("again.keras"));
        Assert.Equal(outputs, Predict(again));
        Assert.Equal(model.Weights.Select(w => (w.Path, w.Shape)), again.Weights.Select(w => (w.Path, w.Shape)));
        Assert.Equal(model.ToJson(), again.ToJson());
    }

    /// <summary>Augmentation and dropout are at work, the same for any number of threads, and the net learns.</summary>
    [Fact]
    public void It_trains_the_same_for_any_number_of_threads()
    {
        float[][] runs = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            var model = Load();
            using var executable = new ManagedEngine().Compile(model, new()
            {
                Threads = threads, Training = new() { Optimizer = new Optimizers.Adam(0.003f), Loss = new Losses.CategoricalCrossentropy(), Seed = 5 },
            });
            var labels = new Tensor(2, [5], new float[] { 1, 0, 0, 0, 0, 0, 0, 0, 0, 1 });
            float[] losses = [.. Enumerable.Range(0, 30).Select(_ => (float)executable.TrainStep([Pictures], labels).Loss)];
            Assert.True(losses[^5..].Average() < 0.8 * losses[..5].Average(), $"From {losses[..5].Average()} to {losses[^5..].Average()}.");
            return losses;
        })];
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    private static Model Load()
    {
        using var stream = typeof(ModernFileTests).Assembly.GetManifestResourceStream("modern.keras")!;
        return ModelFiles.Load(stream, "modern.keras");
    }

    private static float[] Predict(Model model)
    {
        using var executable = new ManagedEngine().Compile(model);
        return executable.Predict([Pictures])[0].Span.ToArray();
    }
}
