using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests.Callbacks;

/// <summary>
/// A fit without training: before the end of each epoch the model's one weight becomes the epoch's number from 1, so that restored weights tell which epoch they are of, and the
/// callbacks are given the logs of a series.
/// </summary>
internal sealed class Driver : IDisposable, IProgress<string>
{
    private readonly LogisticExecutable _engine;

    public Driver(double rate = 0.1, int epochs = 100, int steps = 1)
    {
        _engine = new LogisticExecutable(1, rate);
        var options = new FitOptions { Epochs = epochs, Messages = this, Metrics = [new Accuracies(), new Auc(), new Unknown()] };
        Fit = new FitContext(_engine, options, new History(["accuracy"], true), steps);
    }

    public FitContext Fit { get; }

    public List<string> Messages { get; } = [];

    public List<double> Rates { get; } = [];

    public List<double> Logged { get; } = [];

    public int Ran { get; private set; }

    public float Weight => _engine.Kernel0;

    public void Run(Callback callback, double[] series, string monitor)
    {
        callback.OnTrainBegin(Fit);
        Epochs(callback, series, monitor);
        callback.OnTrainEnd(Fit, new Dictionary<string, double>());
    }

    /// <summary>Epochs from the one that is next, until the series ends or training is stopped.</summary>
    public void Epochs(Callback callback, double[] series, string monitor, int? until = null)
    {
        for (; Ran < (until ?? series.Length) && !Fit.StopTraining; Ran++)
        {
            Fit.Epoch = Ran;
            callback.OnEpochBegin(Fit, Ran);
            callback.OnTrainBatchBegin(Fit, 0);
            Rates.Add(Fit.LearningRate);
            SetWeight(Ran + 1);
            Fit.Iterations++;
            Dictionary<string, double> logs = new() { ["loss"] = 1, [monitor] = series[Ran] };
            callback.OnTrainBatchEnd(Fit, 0, logs);
            callback.OnEpochEnd(Fit, Ran, logs);
            if (logs.TryGetValue("learning_rate", out var rate)) Logged.Add(rate);
        }
    }

    /// <summary>Goes on where another driver is, as a resumed run does.</summary>
    public void Resume(Driver other)
    {
        (Ran, Fit.Iterations, Fit.LearningRate) = (other.Ran, other.Fit.Iterations, other.Fit.LearningRate);
        SetWeight(other.Weight);
    }

    public void Report(string value) => Messages.Add(value);

    public void Dispose() => _engine.Dispose();

    private void SetWeight(float value)
    {
        _engine.ReadWeights();
        _engine.Model.Layers[^1].Weights[0].SetValues([value]);
        _engine.WriteWeights();
    }

    private sealed class Accuracies() : MeanOfNothing("accuracy")
    {
        public override bool? HigherIsBetter => true;
    }

    private sealed class Unknown() : MeanOfNothing("unknown");

    private abstract class MeanOfNothing(string name) : MeanMetric(name)
    {
        protected override void Check(Keras.Shape output, Keras.Shape target) { }

        protected override double Score(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => 0;
    }
}
