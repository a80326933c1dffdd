using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Writing;

/// <summary>The calls to write, after those that become part of others: paddings of convolutions, and batch normalizations folded into what is before them.</summary>
internal static class CallPlan
{
    /// <summary>Joins calls.</summary>
    /// <param name="calls">All calls, in order.</param>
    /// <param name="wanted">Values that must exist.</param>
    /// <param name="foldNormalizations">Whether batch normalizations are folded.</param>
    public static List<PlannedCall> Make(IReadOnlyList<LayerCall> calls, IReadOnlyCollection<GraphValue> wanted, bool foldNormalizations)
    {
        var readers = calls.SelectMany(c => c.Inputs.Select(input => (input, c))).ToLookup(p => p.input, p => p.c);
        var paddings = new Dictionary<GraphValue, LayerCall>();
        var folded = new HashSet<LayerCall>(ReferenceEqualityComparer.Instance);
        var plan = new List<PlannedCall>();
        foreach (var call in calls)
        {
            if (folded.Contains(call)) continue;
            var only = wanted.Contains(call.Output) || readers[call.Output].ToArray() is not [var reader] ? null : reader;
            if (call.Layer is ZeroPadding2D padding && only?.Layer is (Conv2D or DepthwiseConv2D) and IHasDataFormat convolution && convolution.DataFormat == padding.DataFormat)
            {
                paddings.Add(call.Output, call);
                continue;
            }

            var planned = new PlannedCall(call);
            if (paddings.TryGetValue(call.Inputs[0], out var before))
                planned = new PlannedCall(call with { Inputs = [before.Inputs[0]] }) { Edges = ((ZeroPadding2D)before.Layer).Padding };
            if (foldNormalizations && only is { Layer: BatchNormalization normalization, Part: LayerPart.Whole } && Takes(call, normalization))
            {
                folded.Add(only);
                planned = planned with { Call = planned.Call with { Output = only.Output }, Fold = ChannelAffine.Of(normalization, only.Path) };
            }

            plan.Add(planned);
        }

        return plan;
    }

    /// <summary>Whether a call ends with sums along the channels that the normalization scales.</summary>
    private static bool Takes(LayerCall call, BatchNormalization normalization)
    {
        if (call.Part == LayerPart.Activation || !ReferenceEquals(call.Activation, Activations.Linear)) return false;
        var rank = call.Output.Shape.Rank;
        var axis = call.Layer switch
        {
            Dense => rank - 1,
            (Conv2D or DepthwiseConv2D or SeparableConv2D or Conv2DTranspose) and IHasDataFormat layer => layer.DataFormat.ChannelAxis(),
            _ => -1,
        };
        return axis == normalization.AxisIn(rank);
    }
}
