using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// Adadelta (<c>keras.optimizers.Adadelta</c>; Zeiler, 2012): a = rho a + (1 - rho) g^2, d = sqrt(b + epsilon) / sqrt(a + epsilon) g,
/// b = rho b + (1 - rho) d^2, w -= lr d.
/// </summary>
/// <param name="LearningRate">Default 0.001; the paper's rule has 1.</param>
/// <param name="Rho">0 to 1. Default 0.95.</param>
/// <param name="Epsilon">Added inside both roots. Default 1e-7.</param>
[KerasName("Adadelta", "adadelta")]
public sealed record Adadelta(double LearningRate = 0.001, double Rho = 0.95, double Epsilon = 1e-7) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "adadelta";

    /// <summary>0 to 1.</summary>
    public double Rho { get; init => field = Check(value, nameof(Rho), 0, 1); } = Check(Rho, nameof(Rho), 0, 1);

    /// <summary>Added inside both roots.</summary>
    public double Epsilon { get; init => field = CheckNotNegative(value, nameof(Epsilon)); } = CheckNotNegative(Epsilon, nameof(Epsilon));

    internal static Adadelta FromConfig(ConfigReader config) => new(OptimizerConfig.Rate(config, 0.001), config.GetDouble("rho", 0.95), OptimizerConfig.Epsilon(config));

    internal override void WriteConfig(JsonObject config) =>
        (config["rho"], config["epsilon"]) = (Rho, Epsilon);

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State : OptimizerState
    {
        private readonly Adadelta _rule;
        private readonly float* _gradients;
        private readonly float* _deltas;
        private float _rate;

        public State(Adadelta rule, int count)
        {
            _rule = rule;
            _gradients = AddSlot("accumulated_grad", count);
            _deltas = AddSlot("accumulated_delta_var", count);
        }

        public override void Begin(double learningRate, long number) => _rate = (float)learningRate;

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            TVector down = TSimd.Broadcast(-_rate), epsilon = TSimd.Broadcast((float)_rule.Epsilon);
            TVector rho = TSimd.Broadcast((float)_rule.Rho), rest = TSimd.Broadcast((float)(1 - _rule.Rho));
            for (var i = start; i < end; i += TSimd.Width)
            {
                var g = TSimd.Load(step.Gradient + i);
                var a = TSimd.MultiplyAdd(rest, TSimd.Multiply(g, g), TSimd.Multiply(rho, TSimd.Load(_gradients + i)));
                TSimd.Store(a, _gradients + i);
                var b = TSimd.Load(_deltas + i);
                var delta = TSimd.Divide(TSimd.Multiply(TSimd.Sqrt(TSimd.Add(b, epsilon)), g), TSimd.Sqrt(TSimd.Add(a, epsilon)));
                TSimd.Store(TSimd.MultiplyAdd(rest, TSimd.Multiply(delta, delta), TSimd.Multiply(rho, b)), _deltas + i);
                TSimd.Store(TSimd.MultiplyAdd(delta, down, TSimd.Load(step.Weights + i)), step.Weights + i);
            }
        }
    }
}
