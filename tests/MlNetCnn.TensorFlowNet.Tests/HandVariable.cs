using MlNetCnn.Keras;
using TF = Tensorflow;

namespace MlNetCnn.TensorFlowNet.Tests;

/// <summary>A variable that holds what it is given.</summary>
internal sealed class HandVariable(Weight weight) : TF.IVariableV1
{
    public string UniqueId => Name;

    public string Name => weight.Path;

    public TF.TF_DataType dtype => TF.TF_DataType.TF_FLOAT;

    public TF.Shape shape { get; } = new([.. weight.Shape.Select(d => (long)d)]);

    public TF.Tensor Handle => throw new NotSupportedException();

    public string Device => throw new NotSupportedException();

    public TF.Operation Initializer => throw new NotSupportedException();

    public TF.Operation Op => throw new NotSupportedException();

    public TF.Tensor GraphElement => throw new NotSupportedException();

    public TF.Graph Graph => throw new NotSupportedException();

    public TF.NumPy.NDArray numpy() => new(weight.Values.ToArray(), shape);

    public TF.Tensor AsTensor(TF.TF_DataType dtype, string name, bool as_ref) => throw new NotSupportedException();

    public TF.Tensor assign<T>(T value, bool use_locking, string name, bool read_value) => throw new NotSupportedException();

    public TF.Tensor assign_add<T>(T delta, bool use_locking, string name, bool read_value) => throw new NotSupportedException();

    public TF.Tensor assign_sub<T>(T delta, bool use_locking, string name, bool read_value) => throw new NotSupportedException();

    public TF.IVariableV1 assign_lazy_load(TF.Tensor value, string name) => throw new NotSupportedException();

    public TF.IVariableV1 assign_sub_lazy_load(TF.Tensor delta, string name) => throw new NotSupportedException();
}
