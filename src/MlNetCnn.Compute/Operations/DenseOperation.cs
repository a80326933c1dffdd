using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>Dense: x W + b over the last axis. Backward: dx = dy W^T, dW = x^T dy, db = sum of dy over the rows.</summary>
[Runs(typeof(Dense))]
internal sealed unsafe class DenseOperation : LinearOperation
{
    private readonly Dense _layer;
    private readonly PackedMatrix _weights;
    private readonly int _in;
    private readonly int _units;
    private readonly int _rowsPerElement;

    // Made at the first backward pass.
    private Epilogue? _plain;
    private PackedMatrix? _transposed;
    private PackedMatrix? _gradient;

    public DenseOperation(OperationSite site)
        : this(site, (Dense)site.Layer) { }

    private DenseOperation(OperationSite site, Dense layer)
        : base(site, site.Weights[layer.Kernel!], site.Weights.Find(layer.Bias))
    {
        (_layer, _in, _units) = (layer, site.Inputs[0][^1], layer.Units);
        _rowsPerElement = (int)(site.Output.Count / _units);
        _weights = new PackedMatrix(_in, _units, site.Kernels.Gemm.Columns);
    }

    public override ActivationFunction Activation => _layer.Activation;

    public override bool HasBackward => true;

    public override long Scratch => MatrixProduct.Scratch(Site.Kernels.Gemm, _in, _units, 0);

    public override long BackwardScratch(int batch) => Math.Max(
        MatrixProduct.Scratch(Site.Kernels.Gemm, _units, _in, 0), MatrixProduct.Scratch(Site.Kernels.Gemm, checked(batch * _rowsPerElement), _units, 0));

    public override void Forward(Execution run, float*[] inputs, float* output) =>
        MatrixProduct.Run(run, new MatrixRows(inputs[0], _in, _in), checked(run.Batch * _rowsPerElement), _weights, Epilogue, 0, output, _units);

    protected override void InputGradient(Execution run, float* outputGradient, float* target)
    {
        _plain ??= new Epilogue(Math.Max(_in, _units));
        _transposed ??= new PackedMatrix(_units, _in, Site.Kernels.Gemm.Columns);
        var transposed = _transposed;
        run.For(transposed.Panels, (panel, _) => transposed.PackPanel(panel, Kernel.Values, 1, _units));
        MatrixProduct.Run(run, new MatrixRows(outputGradient, _units, _units), checked(run.Batch * _rowsPerElement), transposed, _plain, 0, target, _in);
    }

    protected override void KernelGradient(Execution run, float* input, float* outputGradient, float* target)
    {
        var rows = checked(run.Batch * _rowsPerElement);
        _plain ??= new Epilogue(Math.Max(_in, _units));
        if (_gradient?.Depth != rows)
        {
            _gradient?.Dispose();
            _gradient = new PackedMatrix(rows, _units, Site.Kernels.Gemm.Columns);
        }

        _gradient.Pack(outputGradient, _units, 1);
        MatrixProduct.Run(run, new TransposedRows(input, _in, rows), _in, _gradient, _plain, 0, target, _units);
    }

    public override void Dispose()
    {
        base.Dispose();
        _weights.Dispose();
        _plain?.Dispose();
        _transposed?.Dispose();
        _gradient?.Dispose();
    }

    protected override void PackKernel(int threads) => _weights.Pack(Kernel.Values, _units, 1);
}
