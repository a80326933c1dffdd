using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Flat;

/// <summary>Outputs before their last softmax or sigmoid.</summary>
public sealed partial class FlatGraph
{
    /// <summary>
    /// What a value is without the softmax or sigmoid that it ends with; the value itself where it ends with neither. A layer with such an activation falls into two calls, so
    /// that both values can be had of one computation; what only reorders the values is called once more.
    /// </summary>
    /// <param name="value">An output.</param>
    public GraphValue BeforeLastActivation(GraphValue value)
    {
        var behind = new Stack<LayerCall>();
        var at = value;
        while (_calls.Find(call => call.Output == at) is { } call)
        {
            if (call.Activation.Name is "softmax" or "sigmoid")
            {
                var logits = Split(call);
                foreach (var next in behind)
                {
                    var again = next with { Inputs = [logits], Output = new GraphValue(next.Output.Shape) };
                    _calls.Add(again);
                    logits = again.Output;
                }

                return logits;
            }

            if (!OnlyReorders(call)) break;
            behind.Push(call);
            at = call.Inputs[0];
        }

        return value;
    }

    private static bool OnlyReorders(LayerCall call) => call.Layer is Reshape or Flatten or Permute or Identity or ActivityRegularization or AlphaDropout or Dropout or SpatialDropout2D or GaussianNoise or GaussianDropout
        || (call.Layer is Activation && ReferenceEquals(call.Activation, Activations.Linear));

    /// <summary>The value that a call's activation takes.</summary>
    private GraphValue Split(LayerCall call)
    {
        if (call.IsActivation || call.Layer is Softmax) return call.Inputs[0];
        var sums = new GraphValue(call.Output.Shape);
        var place = _calls.IndexOf(call);
        _calls[place] = call with { Output = sums, Part = LayerPart.BeforeActivation };
        _calls.Insert(place + 1, call with { Inputs = [sums], Part = LayerPart.Activation });
        return sums;
    }
}
