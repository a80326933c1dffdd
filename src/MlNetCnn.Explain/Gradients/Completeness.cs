namespace MlNetCnn.Explain;

/// <summary>
/// The axiom of completeness (Sundararajan et al. 2017, proposition 1): attributions add up to what the score gained from the baseline to the picture. What is missing says how far from
/// converged the sum along the path is.
/// </summary>
/// <param name="AttributionSum">Sum of all attributions.</param>
/// <param name="ScoreDifference">The picture's score minus the baseline's.</param>
public sealed record Completeness(double AttributionSum, double ScoreDifference)
{
    /// <summary>Sum of the attributions minus the difference of the scores: 0 where the axiom holds, in units of the score.</summary>
    public double Gap => AttributionSum - ScoreDifference;
}
