using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>What the readers of one file share: how many layers it may still name, and what its old spelling leaves to be known from elsewhere.</summary>
internal sealed class ReadingState
{
    private readonly List<(Layer Layer, Shape Shape, ConfigReader At)> _promises = [];
    private int _layers, _calls, _connections;
    private long _unfolded, _copied;

    /// <summary>
    /// What a layer of Keras 1 means that does not write its <c>dim_ordering</c> (ZeroPadding2D, Cropping2D, UpSampling2D, SpatialDropout2D): Keras took it from its
    /// settings; here it is that of the file's other layers.
    /// </summary>
    public DataFormat UnwrittenFormat { get; init; }

    /// <summary>Takes a layer, if there is one left of <see cref="ReadLimits.Layers"/>.</summary>
    public bool TryTake() => ++_layers <= ReadLimits.Layers;

    /// <summary>Takes a call and its inputs, if so many are left.</summary>
    public bool TryTakeCall(int inputs) => ++_calls <= ReadLimits.Calls && (_connections += inputs) <= ReadLimits.Connections;

    /// <summary>Takes characters that are parsed again, if so many are left.</summary>
    public bool TryCopy(int characters) => (_copied += characters) <= ReadLimits.CopiedCharacters;

    /// <summary>Takes the calls within a model that is called, if so many are left.</summary>
    public bool TryTakeUnfolded(long calls) => (_unfolded = Math.Min(_unfolded + calls, long.MaxValue / 2)) <= ReadLimits.UnfoldedCalls;

    /// <summary>Notes the output's shape that a Deconvolution2D of Keras 1 was given: it did not follow from the input.</summary>
    public void Promise(Layer layer, Shape shape, ConfigReader at) => _promises.Add((layer, shape, at));

    /// <summary>Checks the promises, when the model is built.</summary>
    /// <exception cref="ModelFormatException">A layer makes another shape.</exception>
    public void CheckPromises()
    {
        foreach (var (layer, shape, at) in _promises)
            foreach (var node in layer.Nodes)
                if (!shape.Accepts(node.Outputs[0].Shape))
                    throw at.Unsupported($"the layer '{layer.Name}' makes {node.Outputs[0].Shape.ToBatchString()}, and the file asks for the output_shape {shape.ToBatchString()}, which this Deconvolution2D cannot make.");
    }
}
