using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>
/// A classifier to put on top of a base without its top, as section 5.3.1 of the Keras book does: the base's features flattened or pooled, hidden Dense layers, dropout, and
/// the outputs that the label asks for. Its layers are named <c>head_flatten</c> or <c>head_pooling</c>, <c>head_dense_1</c>, <c>head_dropout_1</c> ... and <c>predictions</c>.
/// </summary>
public sealed record ClassifierHead
{
    /// <summary>How the base's last feature map becomes a vector. Default <see cref="FeaturePooling.None"/>: it is flattened.</summary>
    public FeaturePooling Pooling { get; init; } = FeaturePooling.None;

    /// <summary>Units of each hidden layer, the lowest first; empty for none. Default one layer of 256.</summary>
    public IReadOnlyList<int> HiddenUnits { get; init; } = [256];

    /// <summary>Activation of the hidden layers. Default relu.</summary>
    public ActivationFunction Activation { get; init; } = Activations.Relu;

    /// <summary>Fraction that training drops of each hidden layer's outputs, or, without hidden layers, of the features: 0 to below 1. Default 0.</summary>
    public float Dropout { get; init; }

    internal void Check(OptionErrors errors, string property) => errors
        .Defined(Pooling, $"{property}.{nameof(Pooling)}")
        .Require(HiddenUnits is not null && HiddenUnits.All(u => u > 0), $"{property}.{nameof(HiddenUnits)}", HiddenUnits is null ? null : string.Join(", ", HiddenUnits), "positive numbers")
        .Require(Activation is not null, $"{property}.{nameof(Activation)}", Activation, "given")
        .Require(Dropout is >= 0 and < 1, $"{property}.{nameof(Dropout)}", Dropout, "from 0 to below 1");
}
