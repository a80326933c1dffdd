using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>What a graph that trains alone knows of the step: a learning rate, and how many updates there were.</summary>
/// <param name="Scalars">Numbers of the step.</param>
/// <param name="Rate">The weight's learning rate.</param>
internal sealed record StandaloneStep(StepScalars Scalars, GraphTensor Rate)
{
    private GraphBuilder Graph => Scalars.Graph;

    /// <summary>The number of the update, counted from 1, float32.</summary>
    public GraphTensor Number => Scalars.Number;

    /// <summary>x to the number of the update and something.</summary>
    public GraphTensor Power(double x, int plus = 0)
    {
        var number = plus == 0 ? Number : Graph.AddV2(Number, Graph.Constant((float)plus));
        return Graph.Exp(Graph.Mul(number, Graph.Constant((float)Math.Log(x))));
    }

    /// <summary>1 - beta^number, of which the float32 of a beta near 1 would leave few digits.</summary>
    public GraphTensor Rest(double beta) => Graph.Neg(Graph.Expm1(Graph.Mul(Number, Graph.Constant((float)Math.Log(beta)))));
}
