using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// Adam with Nesterov's momentum (<c>keras.optimizers.Nadam</c>; Dozat, 2015), whose momentum follows u_t = beta1 (1 - 0.96^t / 2):
/// m += (g - m)(1 - beta1), v += (g^2 - v)(1 - beta2), w -= lr (u_{t+1} m / (1 - u_1 ... u_{t+1}) + (1 - u_t) g / (1 - u_1 ... u_t)) /
/// (sqrt(v / (1 - beta2^t)) + epsilon).
/// </summary>
/// <param name="LearningRate">Default 0.001.</param>
/// <param name="Beta1">0 to 1. Default 0.9.</param>
/// <param name="Beta2">0 to 1. Default 0.999.</param>
/// <param name="Epsilon">Added outside the root. Default 1e-7.</param>
[KerasName("Nadam", "nadam")]
public sealed record Nadam(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-7) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "nadam";

    /// <summary>0 to 1.</summary>
    public double Beta1 { get; init => field = Check(value, nameof(Beta1), 0, 1); } = Check(Beta1, nameof(Beta1), 0, 1);

    /// <summary>0 to 1.</summary>
    public double Beta2 { get; init => field = Check(value, nameof(Beta2), 0, 1); } = Check(Beta2, nameof(Beta2), 0, 1);

    /// <summary>Added outside the root.</summary>
    public double Epsilon { get; init => field = CheckNotNegative(value, nameof(Epsilon)); } = CheckNotNegative(Epsilon, nameof(Epsilon));

    internal static Nadam FromConfig(ConfigReader config) => new(OptimizerConfig.Rate(config, 0.001), config.GetDouble("beta_1", 0.9), config.GetDouble("beta_2", 0.999), OptimizerConfig.Epsilon(config));

    internal override void WriteConfig(JsonObject config) =>
        (config["beta_1"], config["beta_2"], config["epsilon"]) = (Beta1, Beta2, Epsilon);

    /// <summary>Keras's <c>_u_product</c>: the product of all momenta so far.</summary>
    internal override IReadOnlyList<(string Name, double Value)> Scalars(long updates)
    {
        double product = 1;
        for (long t = 1; t <= updates; t++)
        {
            var longer = product * Momentum(Beta1, t);
            // Momenta only grow: a product that stays once stays for good.
            if (longer == product) break;
            product = longer;
        }

        return [("u_product", product)];
    }

    internal override string? WhyNotContinued(OptimizerGeneration generation) => generation == OptimizerGeneration.Legacy
        ? "before tf.keras 2.11 Nadam's momentum followed beta_1 (1 - 0.96^(0.004 t) / 2), and since then beta_1 (1 - 0.96^t / 2), so that the training cannot go on as it began"
        : null;

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private static double Momentum(double beta1, long number) => beta1 * (1 - 0.5 * Math.Pow(0.96, number));

    private sealed unsafe class State : OptimizerState
    {
        private readonly Nadam _rule;
        private readonly float* _mean;
        private readonly float* _square;
        private (long Number, double Product) _momenta = (0, 1);
        private float _meanRate;
        private float _gradientRate;
        private float _squareScale;

        public State(Nadam rule, int count)
        {
            _rule = rule;
            _mean = AddSlot("momentum", count);
            _square = AddSlot("velocity", count);
        }

        public override void Begin(double learningRate, long number)
        {
            // The product of the momenta follows from the number of the step, so that a resumed run needs no more than that.
            if (_momenta.Number > number) _momenta = (0, 1);
            while (_momenta.Number < number)
            {
                var longer = _momenta.Product * Momentum(_momenta.Number + 1);
                // Momenta only grow: a product that stays once stays for good, and a run that goes on from any number of steps need not count them all.
                _momenta = longer == _momenta.Product ? (number, longer) : (_momenta.Number + 1, longer);
            }

            double product = _momenta.Product, next = Momentum(number + 1);
            _meanRate = (float)(learningRate * next / (1 - product * next));
            _gradientRate = (float)(learningRate * (1 - Momentum(number)) / (1 - product));
            _squareScale = (float)(1 / (1 - Math.Pow(_rule.Beta2, number)));
        }

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            TVector meanRate = TSimd.Broadcast(_meanRate), gradientRate = TSimd.Broadcast(_gradientRate), scale = TSimd.Broadcast(_squareScale);
            TVector rest1 = TSimd.Broadcast((float)(1 - _rule.Beta1)), rest2 = TSimd.Broadcast((float)(1 - _rule.Beta2)), epsilon = TSimd.Broadcast((float)_rule.Epsilon);
            for (var i = start; i < end; i += TSimd.Width)
            {
                var g = TSimd.Load(step.Gradient + i);
                var m = TSimd.Load(_mean + i);
                m = TSimd.MultiplyAdd(TSimd.Subtract(g, m), rest1, m);
                TSimd.Store(m, _mean + i);
                var v = TSimd.Load(_square + i);
                v = TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Multiply(g, g), v), rest2, v);
                TSimd.Store(v, _square + i);
                var direction = TSimd.MultiplyAdd(m, meanRate, TSimd.Multiply(g, gradientRate));
                var delta = TSimd.Divide(direction, TSimd.Add(TSimd.Sqrt(TSimd.Multiply(v, scale)), epsilon));
                TSimd.Store(TSimd.Subtract(TSimd.Load(step.Weights + i), delta), step.Weights + i);
            }
        }

        private double Momentum(long number) => Nadam.Momentum(_rule.Beta1, number);
    }
}
