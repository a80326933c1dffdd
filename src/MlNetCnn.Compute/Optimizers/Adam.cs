using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// Adam (<c>keras.optimizers.Adam</c>; Kingma and Ba, 2015, the form before section 2.1): m += (g - m)(1 - beta1), v += (g^2 - v)(1 - beta2),
/// w -= lr sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon). AMSGrad takes the largest v so far.
/// </summary>
/// <param name="LearningRate">Default 0.001.</param>
/// <param name="Beta1">0 to 1. Default 0.9.</param>
/// <param name="Beta2">0 to 1. Default 0.999.</param>
/// <param name="Epsilon">Added outside the root. Default 1e-7.</param>
/// <param name="AmsGrad">Default false.</param>
[KerasName("Adam", "adam")]
public sealed record Adam(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-7, bool AmsGrad = false) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "adam";

    /// <summary>0 to 1.</summary>
    public double Beta1 { get; init => field = Check(value, nameof(Beta1), 0, 1); } = Check(Beta1, nameof(Beta1), 0, 1);

    /// <summary>0 to 1.</summary>
    public double Beta2 { get; init => field = Check(value, nameof(Beta2), 0, 1); } = Check(Beta2, nameof(Beta2), 0, 1);

    /// <summary>Added outside the root.</summary>
    public double Epsilon { get; init => field = CheckNotNegative(value, nameof(Epsilon)); } = CheckNotNegative(Epsilon, nameof(Epsilon));

    internal static Adam FromConfig(ConfigReader config) =>
        new(OptimizerConfig.Rate(config, 0.001), config.GetDouble("beta_1", 0.9), config.GetDouble("beta_2", 0.999), OptimizerConfig.Epsilon(config), config.GetBoolean("amsgrad", false));

    internal override void WriteConfig(JsonObject config) =>
        (config["beta_1"], config["beta_2"], config["epsilon"], config["amsgrad"]) = (Beta1, Beta2, Epsilon, AmsGrad);

    // Keras 2 keeps an array of one value for each weight in place of AMSGrad's.
    internal override bool IsUnused(SavedVariable variable, Weight weight) => !AmsGrad && variable.Shape is [1];

    internal override OptimizerState CreateState(int count) => new AdamState(count, Beta1, Beta2, Epsilon, AmsGrad);
}
