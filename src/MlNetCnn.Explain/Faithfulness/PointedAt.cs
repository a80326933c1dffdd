namespace MlNetCnn.Explain;

/// <summary>What a map points at in the <see cref="PointingGame"/>.</summary>
/// <param name="Row">Row of the greatest value, in the picture.</param>
/// <param name="Column">Column of the greatest value, in the picture.</param>
/// <param name="IsHit">Whether it lies on the object.</param>
/// <param name="Energy">Share of the map's positive values that lies in the object's box, 0 to 1.</param>
/// <param name="Chance">Share of the picture's pixels that would have been a hit.</param>
public readonly record struct PointedAt(int Row, int Column, bool IsHit, double Energy, double Chance);
