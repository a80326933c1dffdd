using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>A rate that falls along half a cosine again and again: Keras's <c>CosineDecayRestarts</c> (Loshchilov and Hutter, "SGDR: Stochastic gradient descent with warm restarts", 2016).</summary>
[KerasName("CosineDecayRestarts")]
public sealed record CosineDecayRestarts : LearningRateSchedule
{
    private readonly double _initialLearningRate;
    private readonly double _firstDecaySteps;
    private readonly double _tMul;
    private readonly double _mMul;
    private readonly double _alpha;

    /// <summary>Makes the schedule.</summary>
    /// <param name="initialLearningRate">The rate at step 0. At least 0.</param>
    /// <param name="firstDecaySteps">Steps of the first fall. Above 0.</param>
    /// <param name="tMul">Each fall takes so many times the steps of the one before. At least 1; default 2.</param>
    /// <param name="mMul">Each fall begins at so many times the rate of the one before. Above 0; default 1.</param>
    /// <param name="alpha">The rate at the end of a fall as a part of the initial rate. At least 0; default 0.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps, double tMul = 2, double mMul = 1, double alpha = 0)
    {
        new OptionErrors(nameof(CosineDecayRestarts))
            .Require(initialLearningRate >= 0 && double.IsFinite(initialLearningRate), nameof(initialLearningRate), initialLearningRate, "finite and at least 0")
            .Require(firstDecaySteps > 0 && double.IsFinite(firstDecaySteps), nameof(firstDecaySteps), firstDecaySteps, "finite and above 0")
            .Require(tMul >= 1 && double.IsFinite(tMul), nameof(tMul), tMul, "finite and at least 1")
            .Require(mMul > 0 && double.IsFinite(mMul), nameof(mMul), mMul, "finite and above 0")
            .Require(alpha >= 0 && double.IsFinite(alpha), nameof(alpha), alpha, "finite and at least 0")
            .ThrowIfAny();
        (_initialLearningRate, _firstDecaySteps, _tMul, _mMul, _alpha) = (initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
    }

    internal static CosineDecayRestarts FromConfig(ConfigReader config) => new(
        Required(config, "initial_learning_rate"),
        Required(config, "first_decay_steps"),
        config.GetDouble("t_mul", 2),
        config.GetDouble("m_mul", 1),
        config.GetDouble("alpha", 0));

    internal override JsonObject KerasConfig => new() { ["initial_learning_rate"] = _initialLearningRate, ["first_decay_steps"] = Steps(_firstDecaySteps), ["t_mul"] = _tMul, ["m_mul"] = _mMul, ["alpha"] = _alpha };

    /// <inheritdoc/>
    public override double At(double step)
    {
        var done = step / _firstDecaySteps;
        double restarts;
        if (_tMul == 1)
        {
            restarts = Math.Floor(done);
            done -= restarts;
        }
        else
        {
            // Falls before this one: their lengths are a geometric series.
            restarts = Math.Floor(Math.Log(1 - done * (1 - _tMul)) / Math.Log(_tMul));
            var length = Math.Pow(_tMul, restarts);
            done = (done - (1 - length) / (1 - _tMul)) / length;
        }

        var cosine = 0.5 * Math.Pow(_mMul, restarts) * (1 + Math.Cos(Math.PI * done));
        return _initialLearningRate * ((1 - _alpha) * cosine + _alpha);
    }
}
