namespace MlNetCnn.Imaging.Jpeg;

/// <summary>The factors of both cosine transforms, as integers of 13 bits behind the point, and the extra bits between their passes: the IJG's.</summary>
internal static class DctConstants
{
    public const int ConstantBits = 13;
    public const int FirstPassBits = 2;

    public const int F0298 = 2446;   // 0.298631336 * 2^13, and so on
    public const int F0390 = 3196;
    public const int F0541 = 4433;
    public const int F0765 = 6270;
    public const int F0899 = 7373;
    public const int F1175 = 9633;
    public const int F1501 = 12299;
    public const int F1847 = 15137;
    public const int F1961 = 16069;
    public const int F2053 = 16819;
    public const int F2562 = 20995;
    public const int F3072 = 25172;
}
