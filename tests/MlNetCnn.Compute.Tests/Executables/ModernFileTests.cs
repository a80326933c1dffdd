using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
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
        float[][] runs = [.. new[] { 1, 3 }.Select(threads =>
        {
            var model = Load();
            using var executable = new ManagedEngine().Compile(model, new()
            {
                Threads = threads, Training = new() { Optimizer = new Optimizers.Adam(0.03f), Loss = new Losses.CategoricalCrossentropy(), Seed = 5 },
            });
            var labels = new Tensor(2, [5], new float[] { 1, 0, 0, 0, 0, 0, 0, 0, 0, 1 });
            float[] losses = [.. Enumerable.Range(0, 24).Select(_ => (float)executable.TrainStep([Pictures], labels).Loss)];
            Assert.True(losses[^3..].Average() < 0.8 * losses[..3].Average(), $"From {losses[..3].Average()} to {losses[^3..].Average()}.");
            return losses;
        })];
        Assert.Equal(runs[0], runs[1]);
    }

    /// <summary>The layer's penalty is that of any layer with such a regularizer.</summary>
    [Fact]
    public void ActivityRegularization_is_a_regularizer_of_the_layer_before()
    {
        float[] Train(params Layer[] layers)
        {
            var model = ContractNets.Of([6], layers);
            using var executable = new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Optimizers.Sgd(0.1f), Loss = new Losses.MeanSquaredError() } });
            var x = new Tensor(4, [6], ReferenceNumbers.Wave(24, 0.5));
            var losses = Enumerable.Range(0, 5).Select(_ => (float)executable.TrainStep([x], new Tensor(4, [2])).Loss).ToArray();
            executable.ReadWeights();
            return [.. losses, .. model.Weights.SelectMany(w => w.Values.ToArray())];
        }

        var expected = Train(new Dense(5, activation: "tanh", activityRegularizer: new Keras.Regularizers.L1L2(0.2, 0.3)), new Dense(2));
        Assert.Equal(expected, Train(new Dense(5, activation: "tanh"), new ActivityRegularization(0.2, 0.3), new Dense(2)));
        Assert.NotEqual(expected, Train(new Dense(5, activation: "tanh"), new Identity(), new Dense(2)));
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
