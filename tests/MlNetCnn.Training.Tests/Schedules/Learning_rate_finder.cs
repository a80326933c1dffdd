using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training.Tests.Schedules;

public sealed class Learning_rate_finder
{
    [Fact]
    public void Rates_grow_exponentially_losses_are_smoothed_and_an_explosion_ends_it()
    {
        // Falls, then explodes; the smoothed values by the formula, step by step.
        double[] losses = [1, 0.9, 0.8, 0.5, 0.3, 0.4, 9, 99, 99, 99];
        using var engine = new LogisticExecutable(1, 0.3) { BeforeStep = step => losses[step] };
        var sweep = LearningRateFinder.Run(engine, Trainer_runs_epochs.Numbers(10), new() { MinRate = 1e-4, MaxRate = 1e5, Steps = 10, BatchSize = 4, Smoothing = 0.5, ExplosionFactor = 3 });
        Assert.True(sweep.Exploded);
        Assert.Equal(7, sweep.Rates.Count);
        for (var i = 0; i < 7; i++) Assert.Equal(Math.Pow(10, i - 4), sweep.Rates[i], Math.Pow(10, i - 4) * 1e-12);
        Assert.Equal(losses[..7], sweep.Losses);
        double average = 0;
        for (var i = 0; i < 7; i++)
        {
            average = 0.5 * average + 0.5 * losses[i];
            Assert.Equal(average / (1 - Math.Pow(0.5, i + 1)), sweep.SmoothedLosses[i], 1e-12);
        }

        Assert.Equal(sweep.Rates[5], sweep.MinimumRate);
        Assert.Equal(sweep.Rates[3], sweep.SteepestRate);
        Assert.Equal(sweep.Rates[3], sweep.Suggested);
        Assert.Equal(sweep.MinimumRate / 10, sweep.TenthOfMinimum);
        Assert.Equal(0.3, engine.LearningRate);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_it_and_at_the_first_step_is_an_error()
    {
        using var engine = new LogisticExecutable(1) { BeforeStep = step => step == 3 ? double.NaN : 1 + step };
        var sweep = LearningRateFinder.Run(engine, Trainer_runs_epochs.Numbers(10));
        Assert.Equal((true, 3), (sweep.Exploded, sweep.Rates.Count));
        Assert.Null(sweep.SteepestRate);
        Assert.Equal(sweep.TenthOfMinimum, sweep.Suggested);
        using var broken = new LogisticExecutable(1) { BeforeStep = _ => double.NaN };
        Assert.Throws<InvalidOperationException>(() => LearningRateFinder.Run(broken, Trainer_runs_epochs.Numbers(10)));
    }

    [Fact]
    public void Afterwards_all_is_as_before_bit_for_bit()
    {
        using IExecutable tested = Make(), untouched = Make();
        foreach (var executable in new[] { tested, untouched }) Trainer.Fit(executable, Data(), null, new() { Epochs = 1, BatchSize = 4 });
        var sweep = LearningRateFinder.Run(tested, Data(), new() { Steps = 30, BatchSize = 4 });
        Assert.InRange(sweep.Rates.Count, 2, 30);
        Same(tested, untouched);
        foreach (var executable in new[] { tested, untouched }) Trainer.Fit(executable, Data(), null, new() { Epochs = 2, BatchSize = 4, Seed = 3 });
        Same(tested, untouched);
    }

    [Fact]
    public void Cancelled_it_puts_all_back_too()
    {
        using IExecutable tested = Make(), untouched = Make();
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => LearningRateFinder.Run(tested, Data(), null, cancellation.Token));
        Same(tested, untouched);
        Assert.Throws<ArgumentException>(() => LearningRateFinder.Run(tested, Data(), new() { Steps = 1, MinRate = 2, MaxRate = 1 }));
        Assert.Throws<ArgumentException>(() => LearningRateFinder.Run(tested, Trainer_runs_epochs.Numbers(4)));
    }

    private static IExecutable Make()
    {
        var model = new Sequential(inputShape: [2]) { new Dense(5, Activations.Relu), new Dense(1, Activations.Sigmoid) };
        var at = 0;
        foreach (var weight in model.Layers.SelectMany(l => l.Weights)) weight.SetValues([.. Enumerable.Range(0, (int)weight.Shape.Count).Select(_ => (float)Math.Sin(1.7 * at++))]);
        return new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Adam(0.01), Loss = new BinaryCrossentropy() } });
    }

    private static ArrayBatchSource Data() => new([2], Enumerable.Range(0, 20).Select(i => (float)Math.Sin(i)).ToArray(), Enumerable.Range(0, 10).Select(i => i % 3 == 0 ? 1f : 0).ToArray());

    private static void Same(IExecutable a, IExecutable b)
    {
        a.ReadWeights();
        b.ReadWeights();
        foreach (var (first, second) in a.Model.Layers.SelectMany(l => l.Weights).Zip(b.Model.Layers.SelectMany(l => l.Weights))) Assert.Equal(second.Values, first.Values);
        var (x, y) = (a.ReadOptimizer(), b.ReadOptimizer());
        Assert.Equal((y.Steps, y.LearningRate), (x.Steps, x.LearningRate));
        foreach (var (first, second) in x.Slots.Zip(y.Slots)) Assert.Equal(second.Values, first.Values);
    }
}
