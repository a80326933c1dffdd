using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// Adam with Nesterov's momentum, which follows u_t = beta1 (1 - 0.96^t / 2): single operations, since ResourceApplyAdam's use_nesterov has a momentum that stays.
/// w -= lr (u_{t+1} m / (1 - u_1 ... u_{t+1}) + (1 - u_t) g / (1 - u_1 ... u_t)) / (sqrt(v / (1 - beta2^t)) + epsilon). A graph that trains alone keeps Keras's u_product.
/// </summary>
[Updates(typeof(Nadam))]
internal sealed class NadamNodes : OptimizerNodes<Nadam>
{
    protected override void Write(UpdateSite site, Nadam optimizer)
    {
        var (graph, g, beta1) = (site.Graph, site.Gradient, optimizer.Beta1);
        // Asked for several times a step.
        var last = (Number: 0L, Value: 1.0);
        double Product(long number) => (last = last.Number == number ? last : (number, optimizer.Scalars(number)[0].Value)).Value;
        double Momentum(long number) => beta1 * (1 - 0.5 * Math.Pow(0.96, number));
        GraphTensor Now(StandaloneStep alone, int plus) => site.Times(beta1, graph.Sub(site.Constant(1), site.Times(0.5, alone.Power(0.96, plus))));
        GraphTensor ProductNow(StandaloneStep alone) =>
            graph.Mul(site.Scalars.Counter("u_product", TensorValue.Scalar(1f), before => graph.Mul(before, Now(alone, 0))), Now(alone, 0));
        GraphTensor Rest(GraphTensor x) => graph.Sub(site.Constant(1), x);
        var meanRate = site.Scalar(
            "mean_rate",
            (rate, number) => rate * Momentum(number + 1) / (1 - Product(number) * Momentum(number + 1)),
            alone => graph.RealDiv(graph.Mul(alone.Rate, Now(alone, 1)), Rest(graph.Mul(ProductNow(alone), Now(alone, 1)))));
        var gradientRate = site.Scalar(
            "gradient_rate",
            (rate, number) => rate * (1 - Momentum(number)) / (1 - Product(number)),
            alone => graph.RealDiv(graph.Mul(alone.Rate, Rest(Now(alone, 0))), Rest(ProductNow(alone))));
        var scale = site.Scalar("velocity_scale", (_, number) => 1 / (1 - Math.Pow(optimizer.Beta2, number)), alone => graph.Reciprocal(alone.Rest(optimizer.Beta2)));
        var m = site.Approached("momentum", beta1, g);
        var v = site.Approached("velocity", optimizer.Beta2, graph.Square(g));
        var direction = graph.AddV2(graph.Mul(m, meanRate), graph.Mul(g, gradientRate));
        site.Subtract(graph.RealDiv(direction, graph.AddV2(graph.Sqrt(graph.Mul(v, scale)), site.Constant(optimizer.Epsilon))));
    }
}
