using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (<c>keras.optimizers.AdamW</c>; Loshchilov and Hutter, 2019): <see cref="Adam"/> whose
/// <see cref="Optimizer.WeightDecay"/> is 0.004 unless told.
/// </summary>
[KerasName("AdamW", "adamw")]
public sealed record AdamW : Optimizer
{
    /// <summary>Describes the optimizer.</summary>
    /// <param name="learningRate">Default 0.001.</param>
    /// <param name="weightDecay">At least 0. Default 0.004.</param>
    /// <param name="beta1">0 to 1. Default 0.9.</param>
    /// <param name="beta2">0 to 1. Default 0.999.</param>
    /// <param name="epsilon">Added outside the root. Default 1e-7.</param>
    /// <param name="amsGrad">Whether to take the largest v so far. Default false.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public AdamW(double learningRate = 0.001, double weightDecay = 0.004, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsGrad = false)
        : base(learningRate)
    {
        WeightDecay = CheckNotNegative(weightDecay, nameof(weightDecay));
        (Beta1, Beta2, Epsilon, AmsGrad) = (beta1, beta2, epsilon, amsGrad);
    }

    /// <inheritdoc/>
    public override string Name => "adamw";

    /// <summary>0 to 1.</summary>
    public double Beta1 { get; init => field = Check(value, nameof(Beta1), 0, 1); }

    /// <summary>0 to 1.</summary>
    public double Beta2 { get; init => field = Check(value, nameof(Beta2), 0, 1); }

    /// <summary>Added outside the root.</summary>
    public double Epsilon { get; init => field = CheckNotNegative(value, nameof(Epsilon)); }

    /// <summary>Whether to take the largest v so far.</summary>
    public bool AmsGrad { get; init; }

    internal static AdamW FromConfig(ConfigReader config) =>
        new(OptimizerConfig.Rate(config, 0.001), config.GetDouble("weight_decay", 0.004), config.GetDouble("beta_1", 0.9), config.GetDouble("beta_2", 0.999), OptimizerConfig.Epsilon(config), config.GetBoolean("amsgrad", false));

    internal override void WriteConfig(JsonObject config) =>
        (config["beta_1"], config["beta_2"], config["epsilon"], config["amsgrad"]) = (Beta1, Beta2, Epsilon, AmsGrad);

    internal override OptimizerState CreateState(int count) => new AdamState(count, Beta1, Beta2, Epsilon, AmsGrad);
}
