using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// A copy of the weights of the best epoch: of all layers that train, their statistics included. Frozen layers do not change, so they are not copied.
/// </summary>
internal sealed class BestWeights(Model model)
{
    private readonly Weight[] _weights = [.. Leaves(model).Where(l => l.Trainable).SelectMany(l => l.Weights).Distinct()];
    private float[][]? _values;
    private double _loss;

    /// <summary>The epoch whose weights are kept, from 0; null before the first.</summary>
    public int? Epoch { get; private set; }

    /// <summary>Keeps the model's weights if the loss is lower than that of every epoch before.</summary>
    public void Offer(int epoch, double loss)
    {
        if (Epoch is not null && !(loss < _loss)) return;
        (Epoch, _loss) = (epoch, loss);
        Keep();
    }

    /// <summary>Keeps the model's weights as they are, as those of no epoch.</summary>
    public void Keep()
    {
        _values ??= [.. _weights.Select(w => new float[w.Shape.Count])];
        for (var i = 0; i < _weights.Length; i++) _weights[i].Values.CopyTo(_values[i]);
    }

    /// <summary>Puts the kept weights into the model.</summary>
    public void Restore()
    {
        if (_values is null) return;
        for (var i = 0; i < _weights.Length; i++) _weights[i].SetValues(_values[i]);
    }

    private static IEnumerable<Layer> Leaves(Model model) =>
        model.Layers.SelectMany(l => l is Model inner ? Leaves(inner) : [l]);
}
