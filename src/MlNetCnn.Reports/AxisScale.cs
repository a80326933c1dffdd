namespace MlNetCnn.Reports;

/// <summary>How values are spread along an axis of a <see cref="LineChart"/>.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally long.</summary>
    Linear,

    /// <summary>Equal ratios are equally long, as suits learning rates. Values that are not above zero are not drawn.</summary>
    Logarithmic,
}
