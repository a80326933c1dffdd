using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Convolution;

/// <summary>A convolution as a matrix product per group: rows are windows (gathered a tile at a time; pixels of a 1x1 window are read as they lie), columns filters.</summary>
internal sealed unsafe class DirectConvolution : ConvolutionMethod
{
    private readonly Kernels _kernels;
    private readonly Windows _windows;
    private readonly int _groupChannels;
    private readonly int _groupFilters;
    private readonly int _groups;
    private PackedMatrix[] _packed = [];

    /// <summary>Makes it.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="groups">Groups of channels, which divide both channels and filters.</param>
    public DirectConvolution(Kernels kernels, Windows windows, int filters, int groups)
    {
        (_kernels, _windows, _groups) = (kernels, windows, groups);
        (_groupChannels, _groupFilters) = (windows.Channels / groups, filters / groups);
    }

    public override long Scratch => MatrixProduct.Scratch(_kernels.Gemm, Depth, _groupFilters, Depth);

    private int Depth => _windows.Elements * _groupChannels;

    public override void Pack(float* kernel, int threads)
    {
        // (height, width, in / groups, filters) is, row by row, the matrix that the windows are multiplied with.
        if (_packed.Length == 0) _packed = [.. Enumerable.Range(0, _groups).Select(_ => new PackedMatrix(Depth, _groupFilters, _kernels.Gemm.Columns))];
        var panels = _packed[0].Panels;
        WorkerPool.Shared.Run(_groups * panels, threads, (item, _) =>
        {
            var (group, panel) = Math.DivRem(item, panels);
            _packed[group].PackPanel(panel, kernel + group * _groupFilters, _groups * _groupFilters, 1);
        });
    }

    public override bool CanAdd => true;

    public override void Run(Execution run, float* input, Epilogue epilogue, float* output, bool pool = false) => RunAdding(run, input, null, epilogue, output);

    public override void RunAdding(Execution run, float* input, float* residual, Epilogue epilogue, float* output)
    {
        var filters = _groups * _groupFilters;
        var rowCount = checked(run.Batch * _windows.Positions);
        for (var g = 0; g < _groups; g++)
        {
            RowSource rows = _groups == 1 && _windows.ArePixels
                ? new MatrixRows(input, _windows.Channels, _windows.Channels)
                : new PatchRows(_windows, input, g * _groupChannels, _groupChannels);
            MatrixProduct.Run(run, rows, rowCount, _packed[g], epilogue, g * _groupFilters, output + g * _groupFilters, filters, residual == null ? null : residual + g * _groupFilters);
        }
    }

    public override void Dispose()
    {
        foreach (var group in _packed) group.Dispose();
    }
}
