namespace MlNetCnn.Keras.Config;

/// <summary>How much a configuration may still name, nested models included, so that no file keeps a reader busy for ever.</summary>
internal sealed class LayerBudget
{
    private int _layers, _calls, _connections;
    private long _unfolded;

    /// <summary>Takes a layer, if there is one left of <see cref="ReadLimits.Layers"/>.</summary>
    public bool TryTake() => ++_layers <= ReadLimits.Layers;

    /// <summary>Takes a call and its inputs, if so many are left.</summary>
    public bool TryTakeCall(int inputs) => ++_calls <= ReadLimits.Calls && (_connections += inputs) <= ReadLimits.Connections;

    /// <summary>Takes the calls within a model that is called, if so many are left.</summary>
    public bool TryTakeUnfolded(long calls) => (_unfolded = Math.Min(_unfolded + calls, long.MaxValue / 2)) <= ReadLimits.UnfoldedCalls;
}
