using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// The gradient of any convolution by its input, which is also a transposed convolution: what comes in lies where the convolution's outputs are, what goes out
/// where its inputs are. One matrix product per phase of the strides (see <see cref="AxisPhase"/>) and group gathers every input pixel's terms, so that nothing is
/// multiplied with zeros in vain, and no two threads add to one value.
/// </summary>
internal sealed unsafe class DirectInputGradient : ConvolutionMethod
{
    private readonly Kernels _kernels;
    private readonly Windows _windows;
    private readonly int _filters;
    private readonly int _groups;
    private readonly (AxisPhase Vertical, AxisPhase Horizontal)[] _phases;
    private PackedMatrix[] _packed = [];

    /// <summary>Makes it.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The convolution's geometry.</param>
    /// <param name="filters">Its output channels.</param>
    /// <param name="groups">Its groups.</param>
    public DirectInputGradient(Kernels kernels, Windows windows, int filters, int groups)
    {
        (_kernels, _windows, _filters, _groups) = (kernels, windows, filters, groups);
        _phases =
        [
            .. from y in Enumerable.Range(0, windows.Strides.Height)
               from x in Enumerable.Range(0, windows.Strides.Width)
               let vertical = new AxisPhase(y, windows.Height, windows.Size.Height, windows.Strides.Height, windows.Dilation.Height, windows.PadTop)
               let horizontal = new AxisPhase(x, windows.Width, windows.Size.Width, windows.Strides.Width, windows.Dilation.Width, windows.PadLeft)
               where vertical.Count > 0 && horizontal.Count > 0
               select (vertical, horizontal),
        ];
    }

    public override long Scratch => _phases.Max(p =>
    {
        var depth = PhaseRows.DepthOf(p.Vertical, p.Horizontal, GroupFilters);
        return MatrixProduct.Scratch(_kernels.Gemm, depth, GroupChannels, depth);
    });

    private int GroupFilters => _filters / _groups;

    private int GroupChannels => _windows.Channels / _groups;

    public override void Pack(float* kernel, int threads)
    {
        if (_packed.Length == 0)
            _packed =
            [
                .. from phase in _phases
                   from _ in Enumerable.Range(0, _groups)
                   select new PackedMatrix(PhaseRows.DepthOf(phase.Vertical, phase.Horizontal, GroupFilters), GroupChannels, _kernels.Gemm.Columns),
            ];
        var panels = _packed[0].Panels;
        WorkerPool.Shared.Run(_packed.Length * panels, threads, (item, _) =>
        {
            var (matrix, panel) = Math.DivRem(item, panels);
            var (phase, group) = Math.DivRem(matrix, _groups);
            var (vertical, horizontal) = _phases[phase];
            var row = 0;
            foreach (var ky in vertical.Elements)
                foreach (var kx in horizontal.Elements)
                {
                    // (height, width, in / groups, filters): rows are filters here, columns input channels.
                    var element = kernel + ((nint)ky * _windows.Size.Width + kx) * GroupChannels * _filters + group * GroupFilters;
                    _packed[matrix].PackRows(panel, row, GroupFilters, element, 1, _filters);
                    row += GroupFilters;
                }
        });
    }

    public override void Run(Execution run, float* input, Epilogue epilogue, float* output, bool pool = false)
    {
        for (var p = 0; p < _phases.Length; p++)
        {
            var (vertical, horizontal) = _phases[p];
            for (var g = 0; g < _groups; g++)
            {
                var target = new PhaseTarget(_windows, vertical, horizontal, output + g * GroupChannels);
                RowSource rows = _groups == 1 && _windows.ArePixels
                    ? new MatrixRows(input, _filters, _filters)
                    : new PhaseRows(_windows, vertical, horizontal, input, _filters, g * GroupFilters, GroupFilters);
                MatrixProduct.Run(run, rows, checked(run.Batch * vertical.Count * horizontal.Count), _packed[p * _groups + g], epilogue, g * GroupChannels, target);
            }
        }
    }

    public override void Dispose()
    {
        foreach (var matrix in _packed) matrix.Dispose();
    }
}
