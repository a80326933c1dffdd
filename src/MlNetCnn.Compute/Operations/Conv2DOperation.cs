using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>Conv2D as a matrix product per group: rows are windows (gathered a tile at a time), columns filters. A 1x1 convolution reads the picture's pixels as they lie.</summary>
[Runs(typeof(Conv2D))]
internal sealed unsafe class Conv2DOperation : LinearOperation
{
    private readonly Windows _windows;
    private readonly PackedMatrix[] _groups;
    private readonly ActivationFunction _activation;
    private readonly int _groupChannels;
    private readonly int _groupFilters;
    private readonly bool _pointwise;

    public Conv2DOperation(OperationSite site)
        : this(site, (Conv2D)site.Layer) { }

    private Conv2DOperation(OperationSite site, Conv2D layer)
        : base(site, site.Weights[layer.Kernel!], site.Weights.Find(layer.Bias))
    {
        _activation = layer.Activation;
        _windows = Windows.Of(site.Inputs[0], site.Output, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Padding);
        (_groupChannels, _groupFilters) = (_windows.Channels / layer.Groups, layer.Filters / layer.Groups);
        _pointwise = layer.KernelSize == 1 && layer.Strides == 1 && layer.Groups == 1;
        var depth = layer.KernelSize.Height * layer.KernelSize.Width * _groupChannels;
        _groups = [.. Enumerable.Range(0, layer.Groups).Select(_ => new PackedMatrix(depth, _groupFilters, site.Kernels.Gemm.Columns))];
    }

    public override ActivationFunction Activation => _activation;

    public override long Scratch => MatrixProduct.Scratch(Site.Kernels.Gemm, _groups[0].Depth, _groupFilters, _groups[0].Depth);

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var filters = _groups.Length * _groupFilters;
        for (var g = 0; g < _groups.Length; g++)
        {
            RowSource rows = _pointwise
                ? new MatrixRows(inputs[0], _windows.Channels, _windows.Channels)
                : new PatchRows(_windows, inputs[0], g * _groupChannels, _groupChannels);
            MatrixProduct.Run(run, rows, checked(run.Batch * _windows.Positions), _groups[g], Epilogue, g * _groupFilters, output + g * _groupFilters, filters);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var group in _groups) group.Dispose();
    }

    protected override void PackKernel(int threads)
    {
        // (height, width, in / groups, filters) is, row by row, the matrix that the windows are multiplied with.
        for (var g = 0; g < _groups.Length; g++) _groups[g].Pack(Kernel.Values + g * _groupFilters, _groups.Length * _groupFilters, 1);
    }

    protected override void InputGradient(Execution run, float* outputGradient, float* target) => throw new NotSupportedException();

    protected override void KernelGradient(Execution run, float* input, float* outputGradient, float* target) => throw new NotSupportedException();
}
