using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// The rule that Adam and AdamW share: ResourceApplyAdam or, with AMSGrad, ResourceApplyAdamWithAmsgrad. m += (g - m)(1 - beta1), v += (g^2 - v)(1 - beta2), w -= lr m / (sqrt(v) + epsilon).
/// The bias corrections are in the rate, computed in double precision, and the powers of beta that the operations would correct by are given as 0. The operations take 1 - beta in
/// float32, which for beta2 = 0.999 is off by 1.3e-5 of itself.
/// </summary>
internal static class AdamRule
{
    public static void Write(UpdateSite site, double beta1, double beta2, double epsilon, bool amsGrad)
    {
        var graph = site.Graph;
        var rate = site.Scalar(
            "corrected_rate",
            (rate, number) => rate * Math.Sqrt(1 - Math.Pow(beta2, number)) / (1 - Math.Pow(beta1, number)),
            alone => graph.RealDiv(graph.Mul(alone.Rate, graph.Sqrt(alone.Rest(beta2))), alone.Rest(beta1)));
        GraphTensor w = site.Weight, m = site.Handle("momentum"), v = site.Handle("velocity"), zero = site.Constant(0);
        GraphTensor b1 = site.Constant(beta1), b2 = site.Constant(beta2), e = site.Constant(epsilon);
        site.Write(amsGrad
            ? graph.ResourceApplyAdamWithAmsgrad(w, m, v, site.Handle("velocity_hat"), zero, zero, rate, b1, b2, e, site.Gradient)
            : graph.ResourceApplyAdam(w, m, v, zero, zero, rate, b1, b2, e, site.Gradient));
    }
}
