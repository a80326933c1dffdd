using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>FusedBatchNormV3: scale (x - mean) / √(variance + epsilon) + offset by channel, the last; outputs y, batch_mean, batch_variance (unbiased) and three for FusedBatchNormGradV3. In training, mean and variance are the batch's, and those given are empty.</summary>
internal static class FusedBatchNormV3Op
{
    extension(GraphBuilder graph)
    {
        /// <param name="mean">By channel; in training an empty row.</param>
        /// <param name="variance">By channel; in training an empty row.</param>
        /// <param name="exponentialAvgFactor">Share of the batch in batch_mean and batch_variance; 1 (the default) for the batch's own.</param>
        public GraphNode FusedBatchNormV3(
            GraphTensor x, GraphTensor scale, GraphTensor offset, GraphTensor mean, GraphTensor variance, float epsilon = 1e-4f, float exponentialAvgFactor = 1, bool isTraining = true,
            string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue>
            {
                ["data_format"] = "NHWC", ["epsilon"] = epsilon, ["exponential_avg_factor"] = exponentialAvgFactor, ["is_training"] = isTraining, ["T"] = x.Type, ["U"] = scale.Type,
            };
            var channel = (scale.Type, new TensorShape(x.Shape[^1]));
            return graph.Add("FusedBatchNormV3", [x, scale, offset, mean, variance], attributes, [(x.Type, x.Shape), channel, channel, channel, channel, (scale.Type, TensorShape.Unknown)], name);
        }
    }

    [GradientOf("FusedBatchNormV3")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var attributes = a.Node.Attributes.Where(p => p.Key != "exponential_avg_factor").ToDictionary();
        var isTraining = ((AttrValue.Bool)attributes["is_training"]).Value;
        GraphTensor[] inputs =
        [
            a.Gradient, a.Input(0), a.Input(1), isTraining ? a.Node.Outputs[3] : a.Input(3), isTraining ? a.Node.Outputs[4] : a.Input(4), a.Node.Outputs[5],
        ];
        var scale = (a.Input(1).Type, a.Input(1).Shape);
        var rest = (a.Input(1).Type, new TensorShape(isTraining ? 0 : -1));
        var node = a.Graph.Add("FusedBatchNormGradV3", inputs, attributes, [(a.Gradient.Type, a.Input(0).Shape), scale, scale, rest, rest]);
        return [node.Outputs[0], node.Outputs[1], node.Outputs[2], null, null];
    }
}
