using MlNetCnn.Compute.Optimizers;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>Every optimizer, with every kind of state and every way through a step.</summary>
internal static class AllOptimizers
{
    public static IReadOnlyDictionary<string, Optimizer> Cases { get; } = new Dictionary<string, Optimizer>
    {
        ["sgd"] = new Sgd(0.02),
        ["sgd momentum clipped"] = new Sgd(0.02, 0.9, Nesterov: true) { GlobalClipNorm = 0.5, WeightDecay = 0.01 },
        ["sgd average"] = new Sgd(0.02, 0.9) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 3 },
        ["sgd accumulates"] = new Sgd(0.02, 0.9) { GradientAccumulationSteps = 3, ClipNorm = 0.3 },
        ["rmsprop"] = new RmsProp(2e-3),
        ["rmsprop centered"] = new RmsProp(2e-3, Momentum: 0.5, Epsilon: 1e-3, Centered: true) { ClipValue = 0.1 },
        ["adam"] = new Adam(2e-3),
        ["adam amsgrad"] = new Adam(2e-3, AmsGrad: true) { UseEma = true },
        ["adam accumulates"] = new Adam(2e-3) { GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.7, EmaOverwriteFrequency = 2 },
        ["adamw"] = new AdamW(2e-3, 0.1),
        ["adagrad"] = new Adagrad(0.02),
        ["adadelta"] = new Adadelta(0.5),
        ["adamax"] = new Adamax(2e-3),
        ["nadam"] = new Nadam(2e-3),
        ["nadam accumulates"] = new Nadam(2e-3) { GradientAccumulationSteps = 2 },
        ["lion"] = new Lion(1e-3) { WeightDecay = 0.1 },
        ["ftrl"] = new Ftrl(0.02, L1: 0.001, L2Shrinkage: 0.01, Beta: 0.1),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];
}
