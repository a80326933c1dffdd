using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>
/// The layer BatchNormalization. In training, unless it is frozen, mean and biased variance are the batch's, over all axes but the last, and the moving ones take their share (Keras 3);
/// FusedBatchNormV3 gives the unbiased variance (n / (n - 1)), which is undone. Elsewhere the moving statistics count. cuDNN takes any epsilon since 7.5, which is
/// older than any TensorFlow 2.
/// </summary>
[Writes(typeof(BatchNormalization))]
internal sealed class BatchNormalizationNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer, channels) = (site.Graph, (BatchNormalization)site.Layer, site.InputShape[^1]);
        var isPicture = site.InputShape.Rank == 3;
        var x = isPicture ? site.Input : graph.Reshape(site.Input, [-1, 1, 1, channels]);
        GraphTensor Or(Weight? weight, float value) => weight is null ? graph.Constant(TensorValue.Of(Enumerable.Repeat(value, channels).ToArray(), channels)) : site.Weight(weight);
        var (scale, offset, epsilon) = (Or(layer.Gamma, 1), Or(layer.Beta, 0), (float)layer.Epsilon);
        var usesBatch = site.Training && layer.Trainable;
        var normalized = usesBatch
            ? Train(site, layer, x, scale, offset, epsilon)
            : graph.FusedBatchNormV3(x, scale, offset, site.Weight(layer.MovingMean), site.Weight(layer.MovingVariance), epsilon, isTraining: false).Outputs[0];
        return isPicture ? normalized : graph.Reshape(normalized, [.. site.BatchShape.Dimensions]);
    }

    private static GraphTensor Train(LayerSite site, BatchNormalization layer, GraphTensor x, GraphTensor scale, GraphTensor offset, float epsilon)
    {
        var graph = site.Graph;
        var none = graph.Constant(TensorValue.Of(Array.Empty<float>(), 0));
        var outputs = graph.FusedBatchNormV3(x, scale, offset, none, none, epsilon, isTraining: true).Outputs;
        var rows = graph.Cast(graph.Prod(graph.StridedSlice(graph.Shape(x), [0], [3], [1]), [0]), DataType.Float);
        var biased = graph.RealDiv(graph.Mul(outputs[2], graph.Maximum(graph.Sub(rows, graph.Constant(1f)), graph.Constant(1f))), rows);
        Move(site, layer, layer.MovingMean!, outputs[1]);
        Move(site, layer, layer.MovingVariance!, biased);
        return outputs[0];
    }

    private static void Move(LayerSite site, BatchNormalization layer, Weight weight, GraphTensor batch)
    {
        var graph = site.Graph;
        var kept = graph.Mul(site.Latest(weight), graph.Constant((float)layer.Momentum));
        site.Update(weight, graph.AddV2(kept, graph.Mul(batch, graph.Constant((float)(1 - layer.Momentum)))));
    }
}
