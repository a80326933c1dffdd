using MlNetCnn.Compute.Optimizers;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>Every optimizer, with every option somewhere.</summary>
internal static class Rules
{
    public static IReadOnlyDictionary<string, Optimizer> All { get; } = new Dictionary<string, Optimizer>
    {
        ["sgd"] = new Sgd(0.05),
        ["sgd_momentum_clipped"] = new Sgd(0.05, 0.9) { ClipNorm = 0.2 },
        ["sgd_nesterov_decayed"] = new Sgd(0.05, 0.9, Nesterov: true) { GlobalClipNorm = 0.3, WeightDecay = 0.05 },
        ["sgd_averaged"] = new Sgd(0.05, 0.9) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 3 },
        ["sgd_accumulated"] = new Sgd(0.05, 0.9) { GradientAccumulationSteps = 3, ClipNorm = 0.2 },
        ["rmsprop"] = new RmsProp(2e-3),
        ["rmsprop_momentum"] = new RmsProp(2e-3, Momentum: 0.5, Epsilon: 1e-3) { ClipValue = 0.05 },
        ["rmsprop_centered"] = new RmsProp(2e-3, Epsilon: 1e-3, Centered: true),
        ["rmsprop_centered_momentum"] = new RmsProp(2e-3, Momentum: 0.5, Epsilon: 1e-3, Centered: true) { WeightDecay = 0.1 },
        ["adam"] = new Adam(2e-3),
        ["adam_amsgrad"] = new Adam(2e-3, AmsGrad: true) { UseEma = true },
        ["adam_accumulated"] = new Adam(2e-3) { GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.7, EmaOverwriteFrequency = 2 },
        ["adamw"] = new AdamW(2e-3, 0.1),
        ["adamw_amsgrad"] = new AdamW(2e-3, 0.1, amsGrad: true) { GlobalClipNorm = 0.5 },
        ["adagrad"] = new Adagrad(0.02),
        ["adadelta"] = new Adadelta(0.5),
        ["adamax"] = new Adamax(2e-3),
        ["nadam"] = new Nadam(2e-3),
        ["nadam_accumulated"] = new Nadam(2e-3) { GradientAccumulationSteps = 2, WeightDecay = 0.1 },
        ["lion"] = new Lion(1e-3) { WeightDecay = 0.1 },
        ["ftrl"] = new Ftrl(0.02),
        ["ftrl_all"] = new Ftrl(0.02, -0.4, L1: 0.001, L2: 0.01, L2Shrinkage: 0.01, Beta: 0.1),
    };
}
