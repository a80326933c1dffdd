using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>Pooling over windows, an output row at a time.</summary>
internal abstract unsafe class PoolingOperation : Operation
{
    protected PoolingOperation(OperationSite site)
        : base(site)
    {
        var layer = (Pooling2D)site.Layer;
        Windows = Windows.Of(site.Inputs[0], site.Output, layer.PoolSize, layer.Strides, 1, layer.Padding);
    }

    /// <summary>The geometry.</summary>
    protected Windows Windows { get; }

    public sealed override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        var rowLength = (nint)Windows.OutWidth * Windows.Channels;
        run.For(run.Batch * Windows.OutHeight, (item, _) =>
        {
            var (picture, row) = Math.DivRem(item, Windows.OutHeight);
            Pool(run, source + picture * Windows.InputCount, row, output + item * rowLength);
        });
    }

    /// <summary>Makes one row of one picture's output.</summary>
    protected abstract void Pool(Execution run, float* picture, int row, float* target);
}
