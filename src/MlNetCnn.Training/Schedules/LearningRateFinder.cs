using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>
/// Looks for a learning rate to train with: the range test of L. N. Smith ("Cyclical learning rates for training neural networks", 2015) in fastai's form. The model is trained with a rate
/// that grows exponentially from step to step until the loss explodes; then its weights, the optimizer's state and the rate are put back, bit for bit.
/// </summary>
public static class LearningRateFinder
{
    /// <summary>Runs the test.</summary>
    /// <param name="executable">A compiled model with training options. As before when the method returns, or throws.</param>
    /// <param name="train">Examples to train on, in an order drawn from the seed, over and over.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    /// <exception cref="ArgumentException">Options are out of range, or the source does not fit the model or is empty.</exception>
    /// <exception cref="InvalidOperationException">The loss was not finite from the first step on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LearningRateSweep Run(IExecutable executable, IBatchSource train, LearningRateFinderOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(executable);
        ArgumentNullException.ThrowIfNull(train);
        options ??= new();
        options.Validate();
        if (train.Count == 0) throw new ArgumentException("The source has no examples to look for a rate with.", nameof(train));
        if (train.InputShape != executable.InputShapes[0]) throw new ArgumentException($"Examples of shape {train.InputShape.ToBatchString()} do not fit a model that takes {executable.InputShapes[0].ToBatchString()}.", nameof(train));
        executable.ReadWeights();
        var weights = WeightSnapshot.Of(executable.Model);
        var optimizer = executable.ReadOptimizer();
        try
        {
            return Sweep(executable, train, options, cancellation);
        }
        finally
        {
            weights.CopyTo(executable.Model);
            executable.WriteWeights();
            executable.WriteOptimizer(optimizer);
        }
    }

    private static LearningRateSweep Sweep(IExecutable executable, IBatchSource train, LearningRateFinderOptions options, CancellationToken cancellation)
    {
        List<double> rates = [], losses = [], smoothed = [];
        double average = 0, best = double.PositiveInfinity;
        var exploded = false;
        var batches = new Batches(train, options);
        for (var step = 0; step < options.Steps && !exploded; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var rate = options.MinRate * Math.Pow(options.MaxRate / options.MinRate, step / (double)(options.Steps - 1));
            executable.LearningRate = rate;
            var loss = batches.Next(executable, cancellation);
            if (!double.IsFinite(loss))
            {
                exploded = true;
                break;
            }

            // An exponential mean that starts at 0 is too small at first; Adam's correction mends that.
            average = options.Smoothing * average + (1 - options.Smoothing) * loss;
            var mean = average / (1 - Math.Pow(options.Smoothing, step + 1));
            rates.Add(rate);
            losses.Add(loss);
            smoothed.Add(mean);
            best = Math.Min(best, mean);
            exploded = step > 0 && mean > options.ExplosionFactor * best;
        }

        if (rates.Count == 0) throw new InvalidOperationException("The loss is not finite at the first step already: look at the data and at the weights, or begin with a lower rate.");
        return new LearningRateSweep(rates, losses, smoothed, exploded);
    }

    /// <summary>Batches of the examples in a random order, pass after pass.</summary>
    private sealed class Batches(IBatchSource source, LearningRateFinderOptions options)
    {
        private readonly int[] _order = new int[source.Count];
        private readonly int _size = Math.Min(options.BatchSize, source.Count);
        private int _pass, _next;

        public double Next(IExecutable executable, CancellationToken cancellation)
        {
            if (_next == 0) Shuffle();
            var indices = _order.AsSpan(_next, Math.Min(_size, _order.Length - _next));
            var n = indices.Length;
            Tensor inputs = new(n, source.InputShape), targets = new(n, source.TargetShape);
            var weights = new float[n];
            Array.Fill(weights, 1);
            source.Fill(_pass, indices, inputs.Span, targets.Span, weights, cancellation);
            var loss = executable.TrainStep([inputs], targets, weights.AsSpan().ContainsAnyExcept(1f) ? weights : default).Loss;
            _next += n;
            if (_next == _order.Length) (_next, _pass) = (0, _pass + 1);
            return loss;
        }

        private void Shuffle()
        {
            for (var i = 0; i < _order.Length; i++) _order[i] = i;
            new RandomStream(options.Seed, "learning-rate-finder", _pass).Shuffle<int>(_order);
        }
    }
}
