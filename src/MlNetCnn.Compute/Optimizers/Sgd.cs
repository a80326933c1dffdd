using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// Gradient descent (<c>keras.optimizers.SGD</c>): w -= lr g; with momentum m = mu m - lr g, w += m; with Nesterov's momentum w += mu m - lr g.
/// </summary>
/// <param name="LearningRate">Default 0.01.</param>
/// <param name="Momentum">mu, 0 to 1. Default 0.</param>
/// <param name="Nesterov">Default false.</param>
[KerasName("SGD", "sgd")]
public sealed record Sgd(double LearningRate = 0.01, double Momentum = 0, bool Nesterov = false) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <summary>mu, 0 to 1.</summary>
    public double Momentum { get; init => field = Check(value, nameof(Momentum), 0, 1); } = Check(Momentum, nameof(Momentum), 0, 1);

    internal static Sgd FromConfig(ConfigReader config) => new(OptimizerConfig.Rate(config, 0.01), config.GetDouble("momentum", 0), config.GetBoolean("nesterov", false));

    internal override void WriteConfig(JsonObject config) =>
        (config["momentum"], config["nesterov"]) = (Momentum, Nesterov);

    // Keras 2, and tf.keras from 2.11 on, keep momenta that are never used.
    internal override bool IsUnused(SavedVariable variable, Weight weight) => Momentum == 0 && variable.Shape.SequenceEqual([.. weight.Shape]);

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State : OptimizerState
    {
        private readonly Sgd _rule;
        private readonly float* _momentum;
        private float _rate;

        public State(Sgd rule, int count)
        {
            _rule = rule;
            if (rule.Momentum != 0) _momentum = AddSlot("momentum", count);
        }

        public override void Begin(double learningRate, long number) => _rate = (float)learningRate;

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            TVector down = TSimd.Broadcast(-_rate), mu = TSimd.Broadcast((float)_rule.Momentum);
            if (_momentum == null)
            {
                for (var i = start; i < end; i += TSimd.Width)
                    TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(step.Gradient + i), down, TSimd.Load(step.Weights + i)), step.Weights + i);
                return;
            }

            for (var i = start; i < end; i += TSimd.Width)
            {
                var delta = TSimd.Multiply(TSimd.Load(step.Gradient + i), down);
                var m = TSimd.MultiplyAdd(mu, TSimd.Load(_momentum + i), delta);
                TSimd.Store(m, _momentum + i);
                if (_rule.Nesterov) m = TSimd.MultiplyAdd(mu, m, delta);
                TSimd.Store(TSimd.Add(TSimd.Load(step.Weights + i), m), step.Weights + i);
            }
        }
    }
}
