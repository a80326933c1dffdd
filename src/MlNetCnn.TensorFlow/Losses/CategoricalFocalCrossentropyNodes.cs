using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>
/// -sum alpha (1 - p_i)^gamma t_i log p_i over the last axis. p is divided by its sum, then clipped; of logits it is their softmax, clipped.
/// </summary>
[Computes(typeof(CategoricalFocalCrossentropy))]
internal sealed class CategoricalFocalCrossentropyNodes : LossNodes<CategoricalFocalCrossentropy>
{
    protected override GraphTensor Rows(GraphBuilder graph, CategoricalFocalCrossentropy loss, GraphTensor predictions, GraphTensor targets)
    {
        var classes = predictions.Shape[^1];
        if (loss.ClassAlphas is { } given && given.Count != classes)
            throw new ArgumentException($"{loss.Name} has weights of {given.Count} classes; the predictions have {classes}.", nameof(loss));
        var p = graph.Clip(loss.FromLogits ? graph.Softmax(predictions) : graph.Shares(predictions), Epsilon, 1 - Epsilon);
        var value = graph.Mul(graph.Smoothed(targets, loss.LabelSmoothing, classes), graph.Log(p));
        if (graph.Focus(graph.Complement(p), loss.Gamma) is { } focus) value = graph.Mul(focus, value);
        var alpha = loss.ClassAlphas is { } alphas ? graph.Constant(TensorValue.Of(alphas.Select(a => (float)a).ToArray(), classes)) : graph.Constant((float)loss.Alpha);
        return graph.Neg(graph.Sum(graph.Mul(alpha, value), [-1]));
    }
}
